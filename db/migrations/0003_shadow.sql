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
ALTER TABLE "shadow_comparisons" ADD CONSTRAINT "shadow_comparisons_comparison" FOREIGN KEY ("ask_id","number") REFERENCES "public"."comparisons"("ask_id","number") ON DELETE cascade ON UPDATE no action;