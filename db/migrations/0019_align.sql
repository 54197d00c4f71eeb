CREATE TABLE "align_answers" (
	"run_id" uuid NOT NULL,
	"key" text NOT NULL,
	"ask_id" uuid,
	"verdict" text,
	"text" text,
	"tokens" integer NOT NULL,
	"usd" double precision,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "align_answers_run_id_key_pk" PRIMARY KEY("run_id","key"),
	CONSTRAINT "align_answers_verdict" CHECK ("align_answers"."verdict" in ('first', 'second', 'invalid')),
	CONSTRAINT "align_answers_kind" CHECK (num_nonnulls("align_answers"."verdict", "align_answers"."text") = 1)
);
--> statement-breakpoint
CREATE TABLE "align_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"guild_id" text NOT NULL,
	"judge" text NOT NULL,
	"writer" text NOT NULL,
	"seed" text NOT NULL,
	"options" jsonb NOT NULL,
	"choose_from" timestamp with time zone NOT NULL,
	"test_from" timestamp with time zone NOT NULL,
	"tested_until" timestamp with time zone,
	"finalist" text[],
	"outcome" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "align_runs_outcome" CHECK ("align_runs"."outcome" in ('kept', 'no-list', 'not-better', 'contradicts-itself')),
	CONSTRAINT "align_runs_ended" CHECK (("align_runs"."ended_at" is null) = ("align_runs"."outcome" is null)),
	CONSTRAINT "align_runs_finalist" CHECK ("align_runs"."finalist" is null or "align_runs"."tested_until" is not null)
);
--> statement-breakpoint
ALTER TABLE "align_answers" ADD CONSTRAINT "align_answers_run_id_align_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."align_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "align_answers" ADD CONSTRAINT "align_answers_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "align_answers_ask" ON "align_answers" USING btree ("ask_id");--> statement-breakpoint
CREATE INDEX "align_runs_judge" ON "align_runs" USING btree ("guild_id","judge");