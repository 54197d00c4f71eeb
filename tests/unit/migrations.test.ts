import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../db/migrations');
const { entries } = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
  entries: { idx: number; tag: string; when: number }[];
};

/** Statements that break the previous version, which keeps running while the new one migrates. */
function breaks(migration: string): string[] {
  const statements = migration.split('--> statement-breakpoint').map((one) => one.trim());
  const added = statements.flatMap((one) => /ADD CONSTRAINT "(\w+)"/.exec(one)?.[1] ?? []);
  return statements.filter((one) => {
    if (/\b(DROP (TABLE|COLUMN|SCHEMA|TYPE)|RENAME|SET NOT NULL|SET DATA TYPE|TRUNCATE)\b/i.test(one)) return true;
    if (/ADD COLUMN/i.test(one)) return /NOT NULL/i.test(one) && !/DEFAULT/i.test(one);
    const dropped = /DROP CONSTRAINT "(\w+)"/i.exec(one)?.[1];
    return dropped !== undefined && !added.includes(dropped);
  });
}

describe('migrations', () => {
  it.each(entries)('$tag can be lived with by the version before it', ({ tag }) => {
    expect(breaks(readFileSync(join(folder, `${tag}.sql`), 'utf8'))).toEqual([]);
  });

  it('have strictly increasing dates: one older than the last applied migration would never run', () => {
    expect(entries.map(({ idx }) => idx)).toEqual(entries.map((_, i) => i));
    const dates = entries.map(({ when }) => when);
    expect(dates).toEqual([...new Set(dates)].sort((a, b) => a - b));
  });

  it.each([
    'ALTER TABLE "asks" DROP COLUMN "pick";',
    'ALTER TABLE "asks" RENAME COLUMN "pick" TO "choice";',
    'ALTER TABLE "asks" ADD COLUMN "a" integer NOT NULL;',
    'ALTER TABLE "asks" ALTER COLUMN "pick" SET NOT NULL;',
    'ALTER TABLE "asks" ALTER COLUMN "pick" SET DATA TYPE text;',
    'ALTER TABLE "asks" DROP CONSTRAINT "asks_n";',
    'DROP TABLE "asks";',
  ])('that break the version before are found: %s', (statement) => {
    expect(breaks(statement)).toEqual([statement]);
  });
});
