import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertAsk } from '../../db/repo/asks.ts';
import { insertCandidate } from '../../db/repo/candidates.ts';
import { insertComparison } from '../../db/repo/comparisons.ts';
import { asks } from '../../db/schema/asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { votes } from '../../db/schema/votes.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { cancelGuildPurge, planGuildPurge, purgeGuild } from '../../src/policy/erase-guild.ts';
import { retain } from '../../src/policy/retention.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { dumpOf } from '../support/scan.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

const NOW = new Date('2026-06-30T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3600 * 1000);
let interaction = 1;

/** An ask with a text in every column that can hold one, each with `word` in it. */
async function oldAsk(word: string, days: number, guildId: string, state: 'closed' | 'judging' = 'closed') {
  const { db } = fresh.database;
  const ask = await insertAsk(db, {
    interactionId: String(interaction++),
    interactionToken: `token ${word}`,
    applicationId: '1',
    guildId,
    channelId: '3',
    askerHash: 'asker',
    prompt: `prompt ${word}`,
    fileName: `${word}.txt`,
    fileText: `file ${word}`,
    n: 2,
    effort: 'standard',
    voting: 'duel',
    private: false,
    seed: 'seed',
    settings: {} as never,
    state,
    pick: state === 'closed' ? 0 : null,
    deadlineAt: daysAgo(days),
    createdAt: daysAgo(days),
  });
  const askId = ask?.id ?? '';
  for (const slot of [0, 1])
    await insertCandidate(db, { askId, slot, model: 'm', style: 's', state: 'done', text: `reply ${word}` });
  await insertComparison(db, {
    ...{ askId, number: 1, first: 0, second: 1, tier: 0, sample: 0, verdict: 'first', conflict: false, forced: false },
    ...{ model: 'm', format: 'f', formatVersion: 1, params: {}, latencyMs: 1 },
    ...{ reasoning: `because ${word}`, answer: word, notes: [word] },
  });
  const [ballot] = await db
    .insert(ballots)
    .values({ askId, kind: 'duel', shown: [0, 1], opponentPolicy: 'random', opponentProbability: 1, closesAt: NOW })
    .returning();
  await db.insert(votes).values({
    ...{ ballotId: ballot?.id ?? '', interactionId: `v${askId}`, voterHash: 'voter', choice: 'candidate', slot: 0 },
    ...{ blind: true, flags: [], reasonText: `reason ${word}` },
  });
  return askId;
}

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
    expect(await retain(fresh.database, 30, NOW)).toEqual({ asks: 3, tokens: 3, audit: 1 });
    const dump = await dumpOf(fresh.database);
    const words = ['ancient', 'recent', 'hasty', 'young', 'pending', 'stuck', 'bygone', 'token'];
    expect(words.filter((word) => dump.includes(word))).toEqual(['recent', 'young', 'pending']);
    expect(await db.select().from(votes)).toHaveLength(6);
    expect(await db.select().from(asks).where(eq(asks.id, old))).toMatchObject([
      { prompt: '', pick: 0, purgedAt: NOW },
    ]);
    expect(await retain(fresh.database, 30, NOW)).toEqual({ asks: 0, tokens: 0, audit: 0 });
  });
});

describe('a removed server', () => {
  it('is purged after the days of grace, with nothing of other servers', async () => {
    const queue = await openQueue(fresh.url, openLog('silent'));
    try {
      await planGuildPurge(fresh.database, queue, 'lax', NOW);
      await planGuildPurge(fresh.database, queue, 'lax', NOW);
      const waiting = () => fresh.database.sql`select (start_after at time zone 'utc')::text as start_after from pgboss.job where name = 'guild-purge'`;
      expect(await waiting()).toEqual([{ start_after: expect.stringContaining('2026-07-07 12:00:00') }]);
      await cancelGuildPurge(fresh.database, 'lax');
      expect(await waiting()).toEqual([]);
    } finally {
      await queue.stop(1000);
    }
    expect(await purgeGuild(fresh.database, 'lax')).toEqual({ asks: 4 });
    const dump = await dumpOf(fresh.database);
    expect(['lax', 'recent', 'pending'].filter((word) => dump.includes(word))).toEqual([]);
    expect(dump).toContain('young');
  });
});
