CREATE INDEX "asks_prompt_by" ON "asks" USING btree ("prompt_by") WHERE "asks"."prompt_by" is not null;--> statement-breakpoint
-- What follows joins the table with itself: planned for a handful of rows it would take hours.
ANALYZE "asks";--> statement-breakpoint
-- Whose words stand in asks from before this was noted, as far as their rows tell. What they do not tell:
-- a question taken from somebody's message (source 'menu'): nobody noted whose message it was;
-- a **Judge this** where texts are encrypted, as the same text is stored in other letters each time, or where they have been emptied;
-- what a question was tried again from, or went on from, once that one is deleted;
-- what a process of the version before writes while this runs.

-- 1. **Judge this**: a question by command with the text, file and conversation of a chat question that somebody else put in that channel before.
UPDATE "asks" a SET "prompt_by" = w."writer" FROM (
  SELECT DISTINCT ON (j."id") j."id", c."asker_hash" AS "writer" FROM "asks" j JOIN "asks" c
    ON c."channel_id" = j."channel_id" AND c."prompt" = j."prompt" AND c."source" = 'chat' AND c."created_at" < j."created_at"
    AND c."file_text" IS NOT DISTINCT FROM j."file_text" AND c."parent_id" IS NOT DISTINCT FROM j."parent_id"
  WHERE j."source" = 'command' AND NOT j."private" AND j."prompt_by" IS NULL AND j."retry_of" IS NULL
    AND j."prompt" <> '' AND j."prompt" NOT LIKE 'enc1.%'
  -- Of several the one before: who had their own words judged is their writer.
  ORDER BY j."id", c."created_at" DESC
) w WHERE w."id" = a."id" AND w."writer" <> a."asker_hash";
--> statement-breakpoint
-- 2. **Try again**, however often: the words are those of whoever wrote the first of the row.
WITH RECURSIVE "tries" AS (
  SELECT "id", coalesce("prompt_by", "asker_hash") AS "writer" FROM "asks"
  WHERE "retry_of" IS NULL AND EXISTS (SELECT 1 FROM "asks" r WHERE r."retry_of" = "asks"."id")
  UNION ALL
  SELECT r."id", t."writer" FROM "asks" r JOIN "tries" t ON r."retry_of" = t."id"
)
UPDATE "asks" a SET "prompt_by" = t."writer" FROM "tries" t
WHERE t."id" = a."id" AND a."retry_of" IS NOT NULL AND a."prompt_by" IS NULL AND t."writer" <> a."asker_hash";
--> statement-breakpoint
-- 3. All that an ask goes on from: its askers and writers, and its own writer.
WITH RECURSIVE "conversations" AS (
  SELECT "id", array_remove(ARRAY["asker_hash", "prompt_by"], NULL) AS "people" FROM "asks"
  WHERE "parent_id" IS NULL AND ("prompt_by" IS NOT NULL OR EXISTS (SELECT 1 FROM "asks" n WHERE n."parent_id" = "asks"."id"))
  UNION ALL
  SELECT n."id", ARRAY(SELECT DISTINCT unnest(c."people" || array_remove(ARRAY[n."asker_hash", n."prompt_by"], NULL)))
  FROM "asks" n JOIN "conversations" c ON n."parent_id" = c."id"
)
UPDATE "asks" a SET "words_of" = ARRAY(SELECT DISTINCT unnest(a."words_of" || array_remove(c."people", a."asker_hash")) ORDER BY 1)
FROM "conversations" c WHERE c."id" = a."id" AND (a."parent_id" IS NOT NULL OR a."prompt_by" IS NOT NULL);
