ALTER TABLE "asks" ADD COLUMN "turn_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "asks_asker_turn" ON "asks" USING btree ("asker_hash","turn_at");--> statement-breakpoint
CREATE INDEX "asks_guild_turn" ON "asks" USING btree ("guild_id","turn_at");