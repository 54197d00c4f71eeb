CREATE TABLE "calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ask_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"model" text NOT NULL,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"cost_usd" double precision,
	"estimated" boolean DEFAULT true NOT NULL,
	"outcome" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "calls_tokens" CHECK (least("calls"."input_tokens", "calls"."output_tokens") >= 0),
	CONSTRAINT "calls_purpose" CHECK ("calls"."purpose" in ('candidate', 'comparison', 'check'))
);
--> statement-breakpoint
ALTER TABLE "asks" ADD COLUMN "prompt_by" text;--> statement-breakpoint
ALTER TABLE "asks" ADD COLUMN "words_of" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "asks" ADD COLUMN "seed_is_public" boolean GENERATED ALWAYS AS (seed = interaction_id) STORED;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "user_at_once" integer;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "guild_at_once" integer;--> statement-breakpoint
ALTER TABLE "usage" ADD COLUMN "estimated_calls" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calls_ask" ON "calls" USING btree ("ask_id");--> statement-breakpoint
CREATE INDEX "asks_words_of" ON "asks" USING gin ("words_of");--> statement-breakpoint
ALTER TABLE "guild_settings" ADD CONSTRAINT "guild_settings_at_once" CHECK (least("guild_settings"."user_at_once", "guild_settings"."guild_at_once") >= 1);