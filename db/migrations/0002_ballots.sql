ALTER TABLE "asks" DROP CONSTRAINT "asks_voting";--> statement-breakpoint
ALTER TABLE "ballots" DROP CONSTRAINT "ballots_kind";--> statement-breakpoint
ALTER TABLE "ballots" DROP CONSTRAINT "ballots_shown";--> statement-breakpoint
ALTER TABLE "guild_settings" DROP CONSTRAINT "guild_settings_voting";--> statement-breakpoint
DROP INDEX "votes_voter";--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "closes_at_votes" integer;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "ballot_votes" integer;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "position" integer;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "reasons" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "reason_text" text;--> statement-breakpoint
CREATE INDEX "votes_voter" ON "votes" USING btree ("voter_hash","created_at");--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_voting" CHECK ("asks"."voting" in ('duel', 'open', 'ballot'));--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_kind" CHECK ("ballots"."kind" in ('duel', 'open', 'ballot'));--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_shown" CHECK (("ballots"."kind" = 'ballot' and cardinality("ballots"."shown") between 2 and 16) or (cardinality("ballots"."shown") = 2 and "ballots"."shown"[1] <> "ballots"."shown"[2]));--> statement-breakpoint
ALTER TABLE "guild_settings" ADD CONSTRAINT "guild_settings_ballot_votes" CHECK ("guild_settings"."ballot_votes" between 1 and 100000);--> statement-breakpoint
ALTER TABLE "guild_settings" ADD CONSTRAINT "guild_settings_voting" CHECK ("guild_settings"."voting" in ('duel', 'open', 'ballot'));