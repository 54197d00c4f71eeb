ALTER TABLE "asks" DROP CONSTRAINT "asks_prompt";--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "characters" integer;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_prompt" CHECK ("asks"."purged_at" is not null or char_length("asks"."prompt") between 1 and 40000);