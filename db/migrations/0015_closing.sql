ALTER TABLE "ballots" ADD COLUMN "closed_by" text;--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "announced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "announce_close" boolean;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_closed_by" CHECK ("ballots"."closed_by" in ('time', 'votes', 'asker', 'moderator'));