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
CREATE UNIQUE INDEX "challengers_open" ON "challengers" USING btree ("guild_id") WHERE "challengers"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "judge_rules_guild" ON "judge_rules" USING btree ("guild_id","judge","version");--> statement-breakpoint
CREATE INDEX "promotions_guild" ON "promotions" USING btree ("guild_id","what","created_at");