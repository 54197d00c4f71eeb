ALTER TABLE "guild_settings" DROP CONSTRAINT "guild_settings_limits";--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "trusted_roles" text[];--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "trusted_asks" integer;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "trusted_tokens" bigint;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "trusted_usd" double precision;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD CONSTRAINT "guild_settings_limits" CHECK (least("guild_settings"."user_asks", "guild_settings"."user_tokens", "guild_settings"."user_usd", "guild_settings"."trusted_asks", "guild_settings"."trusted_tokens", "guild_settings"."trusted_usd", "guild_settings"."guild_asks", "guild_settings"."guild_tokens", "guild_settings"."guild_usd") >= 0);