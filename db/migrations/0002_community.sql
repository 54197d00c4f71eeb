CREATE TABLE "blocks" (
	"guild_id" text NOT NULL,
	"person_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "blocks_guild_id_person_hash_pk" PRIMARY KEY("guild_id","person_hash")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ask_id" uuid NOT NULL,
	"guild_id" text NOT NULL,
	"reporter_hash" text NOT NULL,
	"reason" text NOT NULL,
	"words" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "reports_reporter" UNIQUE("ask_id","reporter_hash"),
	CONSTRAINT "reports_reason" CHECK ("reports"."reason" in ('harmful', 'hateful', 'personal', 'wrong', 'other')),
	CONSTRAINT "reports_state" CHECK ("reports"."state" in ('open', 'dismissed', 'hidden', 'blocked'))
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"ask_id" uuid PRIMARY KEY NOT NULL,
	"guild_id" text,
	"asker_hash" text NOT NULL,
	"tokens" integer NOT NULL,
	"cost_usd" double precision NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings_drafts" (
	"guild_id" text,
	"actor_hash" text NOT NULL,
	"base" jsonb NOT NULL,
	"change" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_drafts_guild_id_actor_hash_pk" PRIMARY KEY("guild_id","actor_hash")
);
--> statement-breakpoint
CREATE TABLE "shadow_comparisons" (
	"ask_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"judge" text NOT NULL,
	"verdict" text NOT NULL,
	"invalid_reason" text,
	"conflict" boolean NOT NULL,
	"forced" boolean NOT NULL,
	"model" text NOT NULL,
	"format" text NOT NULL,
	"format_version" integer NOT NULL,
	"params" jsonb NOT NULL,
	"reasoning" text NOT NULL,
	"answer" text NOT NULL,
	"input_tokens" integer,
	"output_tokens" integer,
	"reasoning_tokens" integer,
	"cost_usd" double precision,
	"latency_ms" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shadow_comparisons_ask_id_number_judge_pk" PRIMARY KEY("ask_id","number","judge"),
	CONSTRAINT "shadow_comparisons_verdict" CHECK ("shadow_comparisons"."verdict" in ('first', 'second', 'invalid')),
	CONSTRAINT "shadow_comparisons_invalid" CHECK (("shadow_comparisons"."verdict" = 'invalid') = ("shadow_comparisons"."invalid_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "stops" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"why" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stops_one" CHECK ("stops"."one")
);
--> statement-breakpoint
ALTER TABLE "asks" DROP CONSTRAINT "asks_prompt";--> statement-breakpoint
ALTER TABLE "asks" DROP CONSTRAINT "asks_n";--> statement-breakpoint
ALTER TABLE "asks" DROP CONSTRAINT "asks_voting";--> statement-breakpoint
ALTER TABLE "ballots" DROP CONSTRAINT "ballots_kind";--> statement-breakpoint
ALTER TABLE "ballots" DROP CONSTRAINT "ballots_shown";--> statement-breakpoint
ALTER TABLE "guild_settings" DROP CONSTRAINT "guild_settings_voting";--> statement-breakpoint
DROP INDEX "votes_voter";--> statement-breakpoint
ALTER TABLE "asks" ADD COLUMN "file_name" text;--> statement-breakpoint
ALTER TABLE "asks" ADD COLUMN "file_text" text;--> statement-breakpoint
ALTER TABLE "asks" ADD COLUMN "source" text DEFAULT 'command' NOT NULL;--> statement-breakpoint
ALTER TABLE "asks" ADD COLUMN "parent_id" uuid;--> statement-breakpoint
ALTER TABLE "asks" ADD COLUMN "hidden_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "asks" ADD COLUMN "purged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "closes_at_votes" integer;--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "characters" integer;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "ballot_votes" integer;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "members_may_see_why" boolean;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "log_channel_id" text;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "retention_days" integer;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "stopped" boolean;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "channels" text[];--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "ask_roles" text[];--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "models" text[];--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "judge" text;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "tournament" text;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "user_asks" integer;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "user_tokens" bigint;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "user_usd" double precision;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "guild_asks" integer;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "guild_tokens" bigint;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "guild_usd" double precision;--> statement-breakpoint
ALTER TABLE "usage" ADD COLUMN "asks" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "position" integer;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "reasons" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "reason_text" text;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_comparisons" ADD CONSTRAINT "shadow_comparisons_comparison" FOREIGN KEY ("ask_id","number") REFERENCES "public"."comparisons"("ask_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reports_guild_open" ON "reports" USING btree ("guild_id","created_at") WHERE "reports"."state" = 'open';--> statement-breakpoint
CREATE INDEX "reports_reporter_time" ON "reports" USING btree ("reporter_hash","created_at");--> statement-breakpoint
CREATE INDEX "reservations_time" ON "reservations" USING btree ("created_at");--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_parent_id_asks_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."asks"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "asks_texts" ON "asks" USING btree ("created_at") WHERE "asks"."purged_at" is null;--> statement-breakpoint
CREATE INDEX "asks_parent" ON "asks" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "asks_channel_time" ON "asks" USING btree ("channel_id","created_at");--> statement-breakpoint
CREATE INDEX "usage_time" ON "usage" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "votes_voter" ON "votes" USING btree ("voter_hash","created_at");--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_source" CHECK ("asks"."source" in ('command', 'chat', 'menu'));--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_prompt" CHECK ("asks"."purged_at" is not null or char_length("asks"."prompt") between 1 and 40000);--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_n" CHECK ("asks"."n" between 1 and 16);--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_voting" CHECK ("asks"."voting" in ('duel', 'open', 'ballot'));--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_kind" CHECK ("ballots"."kind" in ('duel', 'open', 'ballot'));--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_shown" CHECK (("ballots"."kind" = 'ballot' and cardinality("ballots"."shown") between 2 and 16) or (cardinality("ballots"."shown") = 2 and "ballots"."shown"[1] <> "ballots"."shown"[2]));--> statement-breakpoint
ALTER TABLE "guild_settings" ADD CONSTRAINT "guild_settings_retention_days" CHECK ("guild_settings"."retention_days" between 1 and 365);--> statement-breakpoint
ALTER TABLE "guild_settings" ADD CONSTRAINT "guild_settings_limits" CHECK (least("guild_settings"."user_asks", "guild_settings"."user_tokens", "guild_settings"."user_usd", "guild_settings"."guild_asks", "guild_settings"."guild_tokens", "guild_settings"."guild_usd") >= 0);--> statement-breakpoint
ALTER TABLE "guild_settings" ADD CONSTRAINT "guild_settings_ballot_votes" CHECK ("guild_settings"."ballot_votes" between 1 and 100000);--> statement-breakpoint
ALTER TABLE "guild_settings" ADD CONSTRAINT "guild_settings_voting" CHECK ("guild_settings"."voting" in ('duel', 'open', 'ballot'));