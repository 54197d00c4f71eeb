CREATE TABLE "reservations" (
	"ask_id" uuid PRIMARY KEY NOT NULL,
	"guild_id" text,
	"asker_hash" text NOT NULL,
	"tokens" integer NOT NULL,
	"cost_usd" double precision NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings_drafts" (
	"guild_id" text,
	"actor_hash" text NOT NULL,
	"base" jsonb NOT NULL,
	"change" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_drafts_guild_id_actor_hash_pk" PRIMARY KEY("guild_id","actor_hash")
);
--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "stopped" boolean;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "channels" text[];--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "ask_roles" text[];--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "models" text[];--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "judge" text;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "tournament" text;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "user_asks" integer;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "user_tokens" bigint;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "user_usd" double precision;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "guild_asks" integer;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "guild_tokens" bigint;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "guild_usd" double precision;--> statement-breakpoint
ALTER TABLE "usage" ADD COLUMN "asks" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reservations_time" ON "reservations" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "usage_time" ON "usage" USING btree ("created_at");--> statement-breakpoint
ALTER TABLE "guild_settings" ADD CONSTRAINT "guild_settings_limits" CHECK (least("guild_settings"."user_asks", "guild_settings"."user_tokens", "guild_settings"."user_usd", "guild_settings"."guild_asks", "guild_settings"."guild_tokens", "guild_settings"."guild_usd") >= 0);