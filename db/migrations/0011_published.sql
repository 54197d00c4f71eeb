CREATE TABLE "published_cells" (
	"guild_id" text NOT NULL,
	"day" date NOT NULL,
	"judge_model" text NOT NULL,
	"effort" text NOT NULL,
	"questions" integer,
	"voters" integer,
	"votes" integer,
	"sided" integer,
	"with_judge" integer,
	"ties" integer,
	"both_bad" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "published_cells_guild_id_day_judge_model_effort_pk" PRIMARY KEY("guild_id","day","judge_model","effort"),
	CONSTRAINT "published_cells_counts" CHECK (num_nulls("published_cells"."questions", "published_cells"."voters", "published_cells"."votes", "published_cells"."ties", "published_cells"."both_bad") in (0, 5)),
	CONSTRAINT "published_cells_agreement" CHECK (num_nulls("published_cells"."sided", "published_cells"."with_judge") in (0, 2))
);
--> statement-breakpoint
CREATE TABLE "released_votes" (
	"vote_id" uuid PRIMARY KEY NOT NULL,
	"ballot_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"size" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "closed_with" integer;--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "released_votes" ADD CONSTRAINT "released_votes_vote_id_votes_id_fk" FOREIGN KEY ("vote_id") REFERENCES "public"."votes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "released_votes_group" ON "released_votes" USING btree ("ballot_id","number");--> statement-breakpoint
UPDATE "ballots" SET "closed_with" = (SELECT count(*) FROM "votes" WHERE "votes"."ballot_id" = "ballots"."id" AND "votes"."current") WHERE "ballots"."closed_at" IS NOT NULL;
