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
ALTER TABLE "challenger_comparisons" ADD CONSTRAINT "challenger_comparisons_first" FOREIGN KEY ("ask_id","first") REFERENCES "public"."candidates"("ask_id","slot") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenger_comparisons" ADD CONSTRAINT "challenger_comparisons_second" FOREIGN KEY ("ask_id","second") REFERENCES "public"."candidates"("ask_id","slot") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenger_picks" ADD CONSTRAINT "challenger_picks_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;