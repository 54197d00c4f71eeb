import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readThrough } from '../../db/repo/read-through.ts';
import { audit } from '../../db/schema/audit.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

const upTo = (last: number) => sql`from generate_series(1, ${sql.raw(`${last}`)}) n order by n`;
const n = sql<number>`n`;

describe('a query that is read through', () => {
  it('gives every row once, in order, wherever a page ends', () =>
    fresh.database.db.transaction(async (tx) => {
      for (const [last, limit] of [
        [0, 3],
        [5, 2],
        [6, 3],
        [4, 10],
      ] as const) {
        const sizes: number[] = [];
        const found: number[] = [];
        for await (const page of readThrough(tx, { n }, upTo(last), limit)) {
          sizes.push(page.length);
          found.push(...page.map((row) => row.n));
        }
        expect(found).toEqual(Array.from({ length: last }, (_, i) => i + 1));
        for (const size of sizes) expect(size).toBeLessThanOrEqual(limit);
      }
    }));

  it('can be left early, and the next one read', () =>
    fresh.database.db.transaction(async (tx) => {
      for await (const [first] of readThrough(tx, { n }, upTo(9), 2)) {
        expect(first).toEqual({ n: 1 });
        break;
      }
      for await (const page of readThrough(tx, { n }, upTo(1), 2)) expect(page).toEqual([{ n: 1 }]);
    }));

  it('says what drizzle says of a column, and fails with the error of the query', async () => {
    const { db } = fresh.database;
    const { guildId, actorHash, action, details, createdAt } = audit;
    const row = { guildId: null, actorHash: 'somebody', action: 'tried', details: { a: 1 }, createdAt: new Date(5) };
    await db.insert(audit).values(row);
    await db.transaction(async (tx) => {
      const fields = { guildId, actorHash, action, details, createdAt };
      for await (const page of readThrough(tx, fields, sql`from ${audit}`, 2)) expect(page).toEqual([row]);
    });
    const broken = db.transaction(async (tx) => {
      for await (const _ of readThrough(tx, { n: sql`1 / (3 - n)` }, upTo(5), 1));
    });
    await expect(broken).rejects.toMatchObject({ cause: { code: '22012' } });
  });
});
