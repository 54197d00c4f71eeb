ALTER TABLE "asks" ADD COLUMN "retry_of" uuid;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_retry_of_asks_id_fk" FOREIGN KEY ("retry_of") REFERENCES "public"."asks"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_retry_of" UNIQUE("retry_of");