CREATE TABLE "asks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"interaction_id" text NOT NULL,
	"interaction_token" text,
	"application_id" text NOT NULL,
	"guild_id" text,
	"channel_id" text NOT NULL,
	"message_id" text,
	"asker_hash" text NOT NULL,
	"prompt" text NOT NULL,
	"n" integer NOT NULL,
	"effort" text NOT NULL,
	"voting" text NOT NULL,
	"private" boolean NOT NULL,
	"seed" text NOT NULL,
	"settings" jsonb NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"pick" integer,
	"judged" boolean,
	"cut_short" text,
	"p_best" double precision[],
	"standings" integer[],
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"picked_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	CONSTRAINT "asks_interaction" UNIQUE("interaction_id"),
	CONSTRAINT "asks_prompt" CHECK (char_length("asks"."prompt") between 1 and 6000),
	CONSTRAINT "asks_n" CHECK ("asks"."n" between 2 and 16),
	CONSTRAINT "asks_effort" CHECK ("asks"."effort" in ('quick', 'standard', 'deep')),
	CONSTRAINT "asks_voting" CHECK ("asks"."voting" in ('duel', 'open')),
	CONSTRAINT "asks_state" CHECK ("asks"."state" in ('queued', 'writing', 'judging', 'voting', 'closed', 'failed', 'cancelled')),
	CONSTRAINT "asks_pick" CHECK ("asks"."pick" between 0 and "asks"."n" - 1),
	CONSTRAINT "asks_pick_state" CHECK ("asks"."state" not in ('voting', 'closed') or "asks"."pick" is not null),
	CONSTRAINT "asks_failure" CHECK (("asks"."state" = 'failed') = ("asks"."failure" is not null))
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"guild_id" text,
	"actor_hash" text NOT NULL,
	"action" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ballots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ask_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"shown" integer[] NOT NULL,
	"opponent_policy" text NOT NULL,
	"opponent_probability" double precision NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ballots_ask" UNIQUE("ask_id"),
	CONSTRAINT "ballots_kind" CHECK ("ballots"."kind" in ('duel', 'open')),
	CONSTRAINT "ballots_shown" CHECK (cardinality("ballots"."shown") = 2 and "ballots"."shown"[1] <> "ballots"."shown"[2]),
	CONSTRAINT "ballots_probability" CHECK ("ballots"."opponent_probability" > 0 and "ballots"."opponent_probability" <= 1)
);
--> statement-breakpoint
CREATE TABLE "candidates" (
	"ask_id" uuid NOT NULL,
	"slot" integer NOT NULL,
	"model" text NOT NULL,
	"temperature" double precision,
	"style" text NOT NULL,
	"state" text NOT NULL,
	"text" text,
	"duplicate_of" integer,
	"stop_reason" text,
	"error" text,
	"input_tokens" integer,
	"output_tokens" integer,
	"reasoning_tokens" integer,
	"cost_usd" double precision,
	"latency_ms" integer,
	"first_token_ms" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "candidates_ask_id_slot_pk" PRIMARY KEY("ask_id","slot"),
	CONSTRAINT "candidates_slot" CHECK ("candidates"."slot" between 0 and 15),
	CONSTRAINT "candidates_state" CHECK ("candidates"."state" in ('done', 'failed')),
	CONSTRAINT "candidates_text" CHECK (("candidates"."state" = 'done') = ("candidates"."text" is not null)),
	CONSTRAINT "candidates_error" CHECK (("candidates"."state" = 'failed') = ("candidates"."error" is not null)),
	CONSTRAINT "candidates_duplicate" CHECK ("candidates"."duplicate_of" <> "candidates"."slot")
);
--> statement-breakpoint
CREATE TABLE "comparisons" (
	"ask_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"first" integer NOT NULL,
	"second" integer NOT NULL,
	"tier" integer NOT NULL,
	"sample" integer NOT NULL,
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
	"notes" text[] NOT NULL,
	"input_tokens" integer,
	"output_tokens" integer,
	"reasoning_tokens" integer,
	"cost_usd" double precision,
	"latency_ms" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comparisons_ask_id_number_pk" PRIMARY KEY("ask_id","number"),
	CONSTRAINT "comparisons_pair" CHECK ("comparisons"."first" <> "comparisons"."second"),
	CONSTRAINT "comparisons_tier" CHECK ("comparisons"."tier" between 0 and 2),
	CONSTRAINT "comparisons_verdict" CHECK ("comparisons"."verdict" in ('first', 'second', 'invalid')),
	CONSTRAINT "comparisons_invalid" CHECK (("comparisons"."verdict" = 'invalid') = ("comparisons"."invalid_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_hash" text NOT NULL,
	"decision" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consents_decision" CHECK ("consents"."decision" in ('given', 'revoked'))
);
--> statement-breakpoint
CREATE TABLE "guild_settings" (
	"guild_id" text PRIMARY KEY NOT NULL,
	"candidates" integer,
	"effort" text,
	"voting" text,
	"ballot_minutes" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "guild_settings_candidates" CHECK ("guild_settings"."candidates" between 2 and 16),
	CONSTRAINT "guild_settings_effort" CHECK ("guild_settings"."effort" in ('quick', 'standard', 'deep')),
	CONSTRAINT "guild_settings_voting" CHECK ("guild_settings"."voting" in ('duel', 'open')),
	CONSTRAINT "guild_settings_ballot_minutes" CHECK ("guild_settings"."ballot_minutes" between 1 and 10080)
);
--> statement-breakpoint
CREATE TABLE "usage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ask_id" uuid,
	"guild_id" text,
	"asker_hash" text NOT NULL,
	"calls" integer NOT NULL,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"cost_usd" double precision NOT NULL,
	"unpriced_calls" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "usage_ask" UNIQUE("ask_id")
);
--> statement-breakpoint
CREATE TABLE "peeks" (
	"ballot_id" uuid NOT NULL,
	"voter_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "peeks_ballot_id_voter_hash_pk" PRIMARY KEY("ballot_id","voter_hash")
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ballot_id" uuid NOT NULL,
	"interaction_id" text NOT NULL,
	"voter_hash" text NOT NULL,
	"choice" text NOT NULL,
	"slot" integer,
	"blind" boolean NOT NULL,
	"flags" text[] NOT NULL,
	"current" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "votes_interaction" UNIQUE("interaction_id"),
	CONSTRAINT "votes_choice" CHECK ("votes"."choice" in ('candidate', 'tie', 'both_bad')),
	CONSTRAINT "votes_slot" CHECK (("votes"."choice" = 'candidate') = ("votes"."slot" is not null))
);
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comparisons" ADD CONSTRAINT "comparisons_first" FOREIGN KEY ("ask_id","first") REFERENCES "public"."candidates"("ask_id","slot") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comparisons" ADD CONSTRAINT "comparisons_second" FOREIGN KEY ("ask_id","second") REFERENCES "public"."candidates"("ask_id","slot") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peeks" ADD CONSTRAINT "peeks_ballot_id_ballots_id_fk" FOREIGN KEY ("ballot_id") REFERENCES "public"."ballots"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_ballot_id_ballots_id_fk" FOREIGN KEY ("ballot_id") REFERENCES "public"."ballots"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "asks_message" ON "asks" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "asks_guild_time" ON "asks" USING btree ("guild_id","created_at");--> statement-breakpoint
CREATE INDEX "asks_asker" ON "asks" USING btree ("asker_hash");--> statement-breakpoint
CREATE INDEX "audit_guild_time" ON "audit" USING btree ("guild_id","created_at");--> statement-breakpoint
CREATE INDEX "ballots_open" ON "ballots" USING btree ("closes_at") WHERE "ballots"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "consents_person" ON "consents" USING btree ("person_hash","created_at");--> statement-breakpoint
CREATE INDEX "usage_guild_time" ON "usage" USING btree ("guild_id","created_at");--> statement-breakpoint
CREATE INDEX "usage_asker_time" ON "usage" USING btree ("asker_hash","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "votes_current" ON "votes" USING btree ("ballot_id","voter_hash") WHERE "votes"."current";--> statement-breakpoint
CREATE INDEX "votes_voter" ON "votes" USING btree ("voter_hash");