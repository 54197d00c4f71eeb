import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getAsk, moveAsk } from '../../db/repo/asks.ts';
import { insertCandidate } from '../../db/repo/candidates.ts';
import { insertChallengerComparison, insertChallengerPick } from '../../db/repo/challenger-comparisons.ts';
import { insertComparison } from '../../db/repo/comparisons.ts';
import { encryptedColumns } from '../../db/repo/encryption.ts';
import { insertReport } from '../../db/repo/reports.ts';
import { putDraft } from '../../db/repo/settings-drafts.ts';
import { insertShadow } from '../../db/repo/shadow-comparisons.ts';
import { setReason } from '../../db/repo/votes.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { challengerPicks } from '../../db/schema/challenger-picks.ts';
import { settingsDrafts } from '../../db/schema/settings-drafts.ts';
import { votes } from '../../db/schema/votes.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue, type Queue } from '../../src/ops/queue.ts';
import { takeUpLeftOver } from '../../src/privacy/left-over.ts';
import { retain } from '../../src/privacy/retention.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { fullAsk } from '../support/full-ask.ts';
import { dumpOf } from '../support/scan.ts';

let fresh: FreshDatabase;
let queue: Queue;
beforeAll(async () => {
  fresh = await freshDatabase();
  queue = await openQueue(fresh.url, openLog('silent'));
});
afterAll(async () => {
  await queue.stop(1000);
  await fresh.close();
});

const NOW = new Date('2026-06-30T12:00:00Z');
const DAY = 24 * 3600 * 1000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);
const run = (askId: string, number: number, word: string) => ({
  ...{ askId, number, first: 0, second: 1, tier: 0, sample: 0, verdict: 'first' as const, conflict: false },
  ...{ forced: false, model: 'm', format: 'f', formatVersion: 1, params: {}, latencyMs: 1 },
  ...{ reasoning: `because ${word}`, answer: word, notes: [word] },
});
const shadow = (askId: string, judge: string, word: string) => {
  const { first: _, second: __, tier: ___, sample: ____, notes: _____, ...rest } = run(askId, 1, word);
  return { ...rest, judge };
};
const own = (askId: string, word: string) => {
  const { notes: _, ...rest } = run(askId, 1, word);
  return { ...rest, judge: 'challenger' };
};
const report = (askId: string, reporterHash: string, words: string, createdAt: Date) =>
  insertReport(fresh.database.db, { askId, guildId: 'guild', reporterHash, reason: 'other', words, createdAt });

describe('what retention has emptied', () => {
  it('is every column that can hold a text, whatever table it stands in, but for rules and the search for them', async () => {
    const { db } = fresh.database;
    const askId = await fullAsk(fresh.database, 'mammoth', { createdAt: daysAgo(31) });
    await insertShadow(db, shadow(askId, 'other', 'mammoth'));
    await insertChallengerComparison(db, own(askId, 'mammoth'));
    await report(askId, 'reporter', 'mammoth', daysAgo(31));
    const left = async () => {
      const counts = await Promise.all(
        encryptedColumns.map(async ({ table, column }) => {
          const [row] = await db.execute<{ n: number }>(
            sql`select count(*)::int as n from ${sql.identifier(table)} where ${sql.identifier(column)}::text like '%mammoth%'`,
          );
          return (row?.n ?? 0) > 0 ? [`${table}.${column}`] : [];
        }),
      );
      return counts.flat();
    };
    const aged = encryptedColumns.filter(({ table }) => !/^(judge_rules|align_)/.test(table));
    expect(await left()).toEqual(aged.map(({ table, column }) => `${table}.${column}`));
    await retain(fresh.database, 30, NOW);
    expect(await left()).toEqual([]);
    expect(await dumpOf(fresh.database)).not.toContain('mammoth');
  });

  it('is filled again by nobody: no late worker, no second judge, no reason of a vote', async () => {
    const { db } = fresh.database;
    const askId = await fullAsk(fresh.database, 'dodo', { createdAt: daysAgo(40) });
    await retain(fresh.database, 30, NOW);
    await insertCandidate(db, { askId, slot: 3, model: 'm', style: 's', state: 'done', text: 'a late dodo' });
    await insertComparison(db, run(askId, 2, 'a late dodo'));
    await insertShadow(db, shadow(askId, 'other', 'a late dodo'));
    expect(await insertChallengerComparison(db, own(askId, 'a late dodo'))).toBe(false);
    await insertChallengerPick(db, { askId, judge: 'challenger', pick: 0, standings: [0, 1] });
    expect(await db.$count(challengerPicks)).toBe(0);
    const [vote] = await db
      .select({ ballotId: votes.ballotId })
      .from(votes)
      .innerJoin(ballots, sql`${ballots.id} = ${votes.ballotId} and ${ballots.askId} = ${askId}`);
    const voter = { ballotId: vote?.ballotId ?? '', voterHash: 'voter', channelId: '3' };
    expect(await setReason(db, voter, ['clear'], 'a late dodo')).toBe(false);
    expect(await dumpOf(fresh.database)).not.toContain('dodo');
  });

  it('can be reported still, and those words go as others do', async () => {
    const askId = await fullAsk(fresh.database, 'auk', { createdAt: daysAgo(100) });
    await retain(fresh.database, 30, NOW);
    await report(askId, 'late', 'a great auk', daysAgo(29));
    await retain(fresh.database, 30, NOW);
    expect(await dumpOf(fresh.database)).toContain('great auk');
    await retain(fresh.database, 30, new Date(NOW.getTime() + 2 * DAY));
    expect(await dumpOf(fresh.database)).not.toContain('auk');
  });
});

describe('a clock that jumps ahead', () => {
  it('empties nothing that is young by the database’s own', async () => {
    const askId = await fullAsk(fresh.database, 'kept', { createdAt: new Date() });
    await retain(fresh.database, 30, new Date(Date.now() + 3650 * DAY));
    expect((await getAsk(fresh.database.db, askId))?.prompt).toBe('prompt kept');
  });
});

describe('what was left lying', () => {
  it('drafts of settings go after some days', async () => {
    const { db } = fresh.database;
    await putDraft(db, { guildId: 'guild', actorHash: 'manager', base: {}, change: { candidates: 3 } });
    await db.update(settingsDrafts).set({ createdAt: daysAgo(29) });
    await retain(fresh.database, 30, NOW);
    expect(await db.select().from(settingsDrafts)).toHaveLength(1);
    await retain(fresh.database, 30, new Date(NOW.getTime() + 2 * DAY));
    expect(await db.select().from(settingsDrafts)).toEqual([]);
  });

  it('an ask whose job is lost is given up, and a ballot without its job is closed', async () => {
    const { db, sql: raw } = fresh.database;
    const hung = await fullAsk(fresh.database, 'hung', { createdAt: daysAgo(2), state: 'judging', pick: null });
    const busy = await fullAsk(fresh.database, 'busy', { createdAt: daysAgo(0.5), state: 'judging', pick: null });
    const due = await fullAsk(fresh.database, 'due', { createdAt: daysAgo(2), state: 'voting' });
    await db.update(ballots).set({ closedAt: NOW });
    await db
      .update(ballots)
      .set({ closedAt: null, closesAt: daysAgo(1) })
      .where(sql`${ballots.askId} = ${due}`);
    expect(await takeUpLeftOver({ ...fresh, queue, now: () => NOW })).toEqual({ asks: 1, ballots: 1 });
    const jobs =
      await raw`select name, data from pgboss.job where name in ('ask-given-up', 'ballot-close') order by name`;
    const [ballot] = await db.select().from(ballots).where(sql`${ballots.askId} = ${due}`);
    expect(jobs.map(({ name, data }) => [name, data])).toEqual([
      ['ask-given-up', { askId: hung }],
      ['ballot-close', { ballotId: ballot?.id }],
    ]);
    await moveAsk(db, busy, ['judging'], { state: 'failed', failure: 'internal' });
    await moveAsk(db, hung, ['judging'], { state: 'failed', failure: 'internal' });
    await db.update(ballots).set({ closedAt: NOW });
    expect(await takeUpLeftOver({ ...fresh, queue, now: () => NOW })).toEqual({ asks: 0, ballots: 0 });
  });
});
