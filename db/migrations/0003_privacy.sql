ALTER TABLE "asks" DROP CONSTRAINT "asks_prompt";--> statement-breakpoint
ALTER TABLE "asks" ADD COLUMN "purged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "retention_days" integer;--> statement-breakpoint
CREATE INDEX "asks_texts" ON "asks" USING btree ("created_at") WHERE "asks"."purged_at" is null;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_prompt" CHECK ("asks"."purged_at" is not null or char_length("asks"."prompt") between 1 and 6000);--> statement-breakpoint
ALTER TABLE "guild_settings" ADD CONSTRAINT "guild_settings_retention_days" CHECK ("guild_settings"."retention_days" between 1 and 365);