import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { votes } from '../../db/schema/votes.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { cancelGuildPurge, planGuildPurge, purgeGuild } from '../../src/privacy/erase-guild.ts';
import { retain } from '../../src/privacy/retention.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { fullAsk } from '../support/full-ask.ts';
import { dumpOf } from '../support/scan.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

const NOW = new Date('2026-06-30T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3600 * 1000);

const oldAsk = (word: string, days: number, guildId: string, state?: 'judging') =>
  fullAsk(fresh.database, word, { guildId, createdAt: daysAgo(days), ...(state ? { state, pick: null } : {}) });

describe('retention', () => {
  it('empties every text that is too old, keeps the figures, and lets a server shorten the time', async () => {
    const { db } = fresh.database;
    await db.insert(guildSettings).values({ guildId: 'strict', retentionDays: 7 });
    const old = await oldAsk('ancient', 31, 'lax');
    await oldAsk('recent', 29, 'lax');
    await oldAsk('hasty', 8, 'strict');
    await oldAsk('young', 6, 'strict');
    await oldAsk('pending', 31, 'lax', 'judging');
    await oldAsk('stuck', 39, 'lax', 'judging');
    await db.insert(audit).values({ actorHash: 'mod', action: 'bygone', createdAt: daysAgo(366) });
    expect(await retain(fresh.database, 30, NOW)).toEqual({ asks: 3, tokens: 3, audit: 1, spent: 0 });
    const dump = await dumpOf(fresh.database);
    const words = ['ancient', 'recent', 'hasty', 'young', 'pending', 'stuck', 'bygone', 'token'];
    expect(words.filter((word) => dump.includes(word))).toEqual(['recent', 'young', 'pending']);
    expect(await db.select().from(votes)).toHaveLength(6);
    expect(await db.select().from(asks).where(eq(asks.id, old))).toMatchObject([
      { prompt: '', pick: 0, purgedAt: NOW },
    ]);
    expect(await retain(fresh.database, 30, NOW)).toEqual({ asks: 0, tokens: 0, audit: 0, spent: 0 });
  });
});

describe('a removed server', () => {
  it('is purged after the days of grace, with nothing of other servers', async () => {
    const queue = await openQueue(fresh.url, openLog('silent'));
    try {
      await planGuildPurge({ ...fresh, queue, now: () => NOW }, 'lax');
      await planGuildPurge({ ...fresh, queue, now: () => NOW }, 'lax');
      const waiting = () =>
        fresh.database
          .sql`select (start_after at time zone 'utc')::text as start_after from pgboss.job where name = 'guild-purge'`;
      expect(await waiting()).toEqual([{ start_after: expect.stringContaining('2026-07-07 12:00:00') }]);
      await cancelGuildPurge(fresh, 'lax');
      expect(await waiting()).toEqual([]);
    } finally {
      await queue.stop(1000);
    }
    expect(await purgeGuild(fresh.database, 'lax', async () => true)).toEqual({ asks: 4 });
    const dump = await dumpOf(fresh.database);
    expect(['lax', 'recent', 'pending'].filter((word) => dump.includes(word))).toEqual([]);
    expect(dump).toContain('young');
  });
});
