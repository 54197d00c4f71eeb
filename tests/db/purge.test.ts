import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deletePerson, knownGuilds } from '../../db/repo/erase.ts';
import { insertPeeks } from '../../db/repo/peeks.ts';
import { block, insertReport } from '../../db/repo/reports.ts';
import { putDraft } from '../../db/repo/settings-drafts.ts';
import { insertShadow } from '../../db/repo/shadow-comparisons.ts';
import { asks } from '../../db/schema/asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { calls } from '../../db/schema/calls.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { reservations } from '../../db/schema/reservations.ts';
import { usage } from '../../db/schema/usage.ts';
import { finishWithPick } from '../../src/asks/finish.ts';
import { castVotes } from '../../src/ballots/vote.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { planGuildPurge, planMissedPurges, purgeGuild } from '../../src/privacy/erase-guild.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { fullAsk } from '../support/full-ask.ts';
import { dumpOf } from '../support/scan.ts';

let fresh: FreshDatabase;
let queue: Queue;
beforeEach(async () => {
  fresh = await freshDatabase();
  queue = await openQueue(fresh.url, openLog('silent'));
});
afterEach(async () => {
  await queue.stop(1000);
  await fresh.close();
});

const GUILD = '900000000000000001';
const NOW = new Date('2026-06-30T12:00:00Z');
const gone = async () => true;

/** Inserts a row of a server into every table and queue that can name it. */
async function everywhere(guildId: string, word: string): Promise<{ askId: string; ballotId: string }> {
  const { db } = fresh.database;
  const askId = await fullAsk(fresh.database, word, { guildId, askerHash: `asker of ${word}` });
  const [ballot] = await db.select().from(ballots).where(sql`${ballots.askId} = ${askId}`);
  const ballotId = ballot?.id ?? '';
  await insertShadow(db, {
    ...{ askId, number: 1, judge: 'j', verdict: 'first', conflict: false, forced: false, model: 'm', format: 'f' },
    ...{ formatVersion: 1, params: {}, latencyMs: 1, reasoning: word, answer: word },
  });
  const reportRow = await insertReport(db, {
    askId,
    guildId,
    reporterHash: `reporter of ${word}`,
    reason: 'other',
    words: word,
  });
  await insertPeeks(db, [{ ballotId, voterHash: `peeker of ${word}` }]);
  await db.insert(calls).values({ askId, purpose: 'candidate', model: 'm', inputTokens: 1, outputTokens: 1 });
  await db.insert(reservations).values({ askId, guildId, askerHash: `asker of ${word}`, tokens: 7, costUsd: 0 });
  await db.insert(usage).values({
    ...{
      guildId,
      askerHash: `asker of ${word}`,
      calls: 1,
      inputTokens: 1,
      outputTokens: 1,
      costUsd: 0,
      unpricedCalls: 0,
    },
  });
  await db.insert(audit).values({ guildId, actorHash: `moderator of ${word}`, action: 'x', details: { askId } });
  await block(db, guildId, `blocked of ${word}`);
  await putDraft(db, { guildId, actorHash: `manager of ${word}`, base: {}, change: {} });
  await db.insert(guildSettings).values({ guildId, logChannelId: '77' });
  await queue.send(db, 'ask-run', { askId });
  await queue.send(db, 'ask-given-up', { askId });
  await queue.send(db, 'ballot-close', { ballotId });
  await queue.send(db, 'report-post', { reportId: reportRow?.id ?? '', guildId });
  return { askId, ballotId };
}

describe('a purged server', () => {
  it('is in no table and no queue any more, and another server is whole', async () => {
    const { askId, ballotId } = await everywhere(GUILD, 'quagga');
    const other = await everywhere('800000000000000001', 'okapi');
    const before = await dumpOf(fresh.database);
    const traces = [GUILD, 'quagga', askId, ballotId];
    const lines = (dump: string, words: string[]) =>
      dump
        .split('\n')
        .filter((line) => words.some((word) => line.includes(word)))
        .map((line) => line.split(' ')[0]);
    const others = lines(before, ['800000000000000001', 'okapi', other.askId, other.ballotId]).length;
    await purgeGuild(fresh.database, GUILD, gone);
    const after = await dumpOf(fresh.database);
    expect(lines(after, traces)).toEqual([]);
    expect(lines(after, ['800000000000000001', 'okapi', other.askId, other.ballotId])).toHaveLength(others);
    // The usage stays without names, including what the unfinished ask had reserved.
    const spent = await fresh.database.db.select().from(usage).where(sql`${usage.guildId} is null`);
    expect(spent.map(({ askerHash, inputTokens }) => [askerHash, inputTokens]).sort()).toEqual([
      ['erased', 1],
      ['erased', 7],
    ]);
    expect(await purgeGuild(fresh.database, GUILD, gone)).toEqual({ asks: 0 });
  });

  it('lets people who asked there delete the rest of what is theirs afterwards', async () => {
    await everywhere(GUILD, 'quagga');
    await fullAsk(fresh.database, 'elsewhere', { guildId: '5', askerHash: 'asker of quagga' });
    await purgeGuild(fresh.database, GUILD, gone);
    const erased = await fresh.database.db.transaction((tx) => deletePerson(tx, 'asker of quagga', NOW));
    expect(erased).toMatchObject({ asks: 1 });
    expect(await dumpOf(fresh.database)).not.toMatch(/quagga|elsewhere/);
  });

  it.each(['audit', 'settings_drafts', 'usage'])(
    'is known by its rows in %s alone, so that a missed removal is noticed',
    async (table) => {
      const { db } = fresh.database;
      if (table === 'audit')
        await db.insert(audit).values({ guildId: GUILD, actorHash: 'm', action: 'block', details: {} });
      if (table === 'settings_drafts') await putDraft(db, { guildId: GUILD, actorHash: 'm', base: {}, change: {} });
      if (table === 'usage')
        await db.insert(usage).values({
          ...{
            guildId: GUILD,
            askerHash: 'a',
            calls: 1,
            inputTokens: 1,
            outputTokens: 1,
            costUsd: 0,
            unpricedCalls: 0,
          },
        });
      expect(await knownGuilds(db)).toEqual([GUILD]);
      expect(await planMissedPurges({ ...fresh, queue, now: () => NOW }, () => true)).toBe(1);
      expect(await knownGuilds(db)).toEqual([]);
      await purgeGuild(fresh.database, GUILD, gone);
      await fresh.database.sql`delete from pgboss.job`;
      expect(await knownGuilds(db)).toEqual([]);
    },
  );

  it('that is back before the end of the purge keeps all', async () => {
    const { askId } = await everywhere(GUILD, 'quagga');
    const answers = [true, false];
    const isGone = async () => answers.shift() ?? false;
    expect(await purgeGuild(fresh.database, GUILD, isGone)).toBeNull();
    expect(await dumpOf(fresh.database)).toContain(askId);
  });

  it('gets no vote and no pick that was on its way', async () => {
    const { askId, ballotId } = await everywhere(GUILD, 'quagga');
    const [ask] = await fresh.database.db.select().from(asks);
    const click = {
      ballotId,
      key: 'a' as const,
      interactionId: randomUUID(),
      channelId: '3',
      voterHash: 'late',
      at: NOW,
    };
    const pick = { slot: 0, judged: true, pBest: [1, 0], pBeats: [1, 1], standings: [0, 1] };
    const [, outcomes] = await Promise.all([
      purgeGuild(fresh.database, GUILD, gone),
      castVotes([click], { database: fresh.database, dailyCap: 100 }),
    ]);
    await castVotes([{ ...click, interactionId: randomUUID() }], { database: fresh.database, dailyCap: 100 });
    if (ask) await finishWithPick({ ...fresh, queue, now: () => NOW }, { ask, pick, cutShort: null });
    expect(['unknown', 'late', 'counted']).toContain(outcomes[0]?.kind);
    expect(await dumpOf(fresh.database)).not.toMatch(new RegExp(`${askId}|${ballotId}|quagga|late`));
  });

  it('whose purge is planned twice at once, or in two processes, is purged once', async () => {
    await Promise.all([1, 2, 3, 4].map(() => planGuildPurge({ ...fresh, queue, now: () => NOW }, GUILD)));
    const [row] = await fresh.database.sql`select count(*)::int as n from pgboss.job where name = 'guild-purge'`;
    expect(row?.n).toBe(1);
  });
});
