CREATE TABLE "ask_pictures" (
	"ask_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"data" text NOT NULL,
	CONSTRAINT "ask_pictures_ask_id_number_pk" PRIMARY KEY("ask_id","number"),
	CONSTRAINT "ask_pictures_type" CHECK ("ask_pictures"."type" in ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
	CONSTRAINT "ask_pictures_width" CHECK ("ask_pictures"."width" between 1 and 8000),
	CONSTRAINT "ask_pictures_height" CHECK ("ask_pictures"."height" between 1 and 8000)
);
--> statement-breakpoint
ALTER TABLE "ask_pictures" ADD CONSTRAINT "ask_pictures_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;