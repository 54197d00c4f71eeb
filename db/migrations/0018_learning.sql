CREATE TABLE "align_answers" (
	"run_id" uuid NOT NULL,
	"key" text NOT NULL,
	"ask_id" uuid,
	"verdict" text,
	"text" text,
	"tokens" bigint NOT NULL,
	"usd" double precision,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "align_answers_run_id_key_pk" PRIMARY KEY("run_id","key"),
	CONSTRAINT "align_answers_verdict" CHECK ("align_answers"."verdict" in ('first', 'second', 'invalid'))
);
--> statement-breakpoint
CREATE TABLE "align_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"guild_id" text NOT NULL,
	"judge" text NOT NULL,
	"writer" text NOT NULL,
	"options" jsonb NOT NULL,
	"choose_from" timestamp with time zone NOT NULL,
	"test_from" timestamp with time zone NOT NULL,
	"test_until" timestamp with time zone NOT NULL,
	"finalist" text[],
	"ended_at" timestamp with time zone,
	"outcome" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "align_runs_outcome" CHECK ("align_runs"."outcome" in ('kept', 'no-list', 'not-better', 'contradicts-itself'))
);
--> statement-breakpoint
CREATE TABLE "challenger_comparisons" (
	"ask_id" uuid NOT NULL,
	"judge" text NOT NULL,
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
	"answered_by" text,
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
	CONSTRAINT "challenger_comparisons_ask_id_judge_number_pk" PRIMARY KEY("ask_id","judge","number"),
	CONSTRAINT "challenger_comparisons_pair" CHECK ("challenger_comparisons"."first" <> "challenger_comparisons"."second"),
	CONSTRAINT "challenger_comparisons_tier" CHECK ("challenger_comparisons"."tier" between 0 and 2),
	CONSTRAINT "challenger_comparisons_verdict" CHECK ("challenger_comparisons"."verdict" in ('first', 'second', 'invalid')),
	CONSTRAINT "challenger_comparisons_invalid" CHECK (("challenger_comparisons"."verdict" = 'invalid') = ("challenger_comparisons"."invalid_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "challenger_picks" (
	"ask_id" uuid NOT NULL,
	"judge" text NOT NULL,
	"pick" integer NOT NULL,
	"standings" integer[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "challenger_picks_ask_id_judge_pk" PRIMARY KEY("ask_id","judge")
);
--> statement-breakpoint
CREATE TABLE "challengers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"guild_id" text NOT NULL,
	"judge" text NOT NULL,
	"champion" text NOT NULL,
	"share" double precision NOT NULL,
	"day_tokens" bigint,
	"day_usd" double precision,
	"actor_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "challengers_share" CHECK ("challengers"."share" > 0 and "challengers"."share" <= 1),
	CONSTRAINT "challengers_outcome" CHECK ("challengers"."outcome" in ('promoted', 'kept', 'withdrawn')),
	CONSTRAINT "challengers_ended" CHECK (("challengers"."ended_at" is null) = ("challengers"."outcome" is null))
);
--> statement-breakpoint
CREATE TABLE "judge_rules" (
	"version" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "judge_rules_version_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"guild_id" text NOT NULL,
	"judge" text NOT NULL,
	"rules" text[] NOT NULL,
	"made_by" text NOT NULL,
	"edited_from" integer,
	"actor_hash" text,
	"trial" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "judge_rules_made_by" CHECK ("judge_rules"."made_by" in ('align', 'manager'))
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"guild_id" text NOT NULL,
	"what" text NOT NULL,
	"before" text,
	"after" text,
	"kind" text NOT NULL,
	"figures" jsonb NOT NULL,
	"actor_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "promotions_what" CHECK ("promotions"."what" in ('judge', 'tournament')),
	CONSTRAINT "promotions_kind" CHECK ("promotions"."kind" in ('forward', 'back'))
);
--> statement-breakpoint
ALTER TABLE "align_answers" ADD CONSTRAINT "align_answers_run_id_align_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."align_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "align_answers" ADD CONSTRAINT "align_answers_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenger_comparisons" ADD CONSTRAINT "challenger_comparisons_first" FOREIGN KEY ("ask_id","first") REFERENCES "public"."candidates"("ask_id","slot") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenger_comparisons" ADD CONSTRAINT "challenger_comparisons_second" FOREIGN KEY ("ask_id","second") REFERENCES "public"."candidates"("ask_id","slot") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenger_picks" ADD CONSTRAINT "challenger_picks_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "align_answers_ask" ON "align_answers" USING btree ("ask_id");--> statement-breakpoint
CREATE INDEX "align_runs_guild" ON "align_runs" USING btree ("guild_id","judge");--> statement-breakpoint
CREATE UNIQUE INDEX "challengers_open" ON "challengers" USING btree ("guild_id") WHERE "challengers"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "judge_rules_guild" ON "judge_rules" USING btree ("guild_id","judge","version");--> statement-breakpoint
CREATE INDEX "promotions_guild" ON "promotions" USING btree ("guild_id","what","created_at");