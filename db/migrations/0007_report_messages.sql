ALTER TABLE "reports" ADD COLUMN "channel_id" text;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "message_id" text;