ALTER TABLE "guild_settings" ADD COLUMN "hide_pick" boolean;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "researcher_roles" text[];