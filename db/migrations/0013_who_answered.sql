ALTER TABLE "calls" ADD COLUMN "answered_by" text;--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "answered_by" text;--> statement-breakpoint
ALTER TABLE "comparisons" ADD COLUMN "answered_by" text;--> statement-breakpoint
ALTER TABLE "shadow_comparisons" ADD COLUMN "answered_by" text;