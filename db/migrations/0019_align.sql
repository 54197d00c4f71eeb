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
ALTER TABLE "align_answers" ADD CONSTRAINT "align_answers_run_id_align_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."align_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "align_answers" ADD CONSTRAINT "align_answers_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "align_answers_ask" ON "align_answers" USING btree ("ask_id");--> statement-breakpoint
CREATE INDEX "align_runs_guild" ON "align_runs" USING btree ("guild_id","judge");