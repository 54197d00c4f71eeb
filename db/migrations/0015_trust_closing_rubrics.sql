CREATE TABLE "rubrics" (
	"ask_id" uuid NOT NULL,
	"writer" text NOT NULL,
	"format" text NOT NULL,
	"format_version" integer NOT NULL,
	"text" text,
	"answered_by" text,
	"shadow" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rubrics_ask_id_writer_format_format_version_pk" PRIMARY KEY("ask_id","writer","format","format_version")
);
--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "closed_by" text;--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "announced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "announce_close" boolean;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "slot" integer;--> statement-breakpoint
ALTER TABLE "rubrics" ADD CONSTRAINT "rubrics_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_closed_by" CHECK ("ballots"."closed_by" in ('time', 'votes', 'asker', 'moderator'));