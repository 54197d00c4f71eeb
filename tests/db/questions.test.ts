import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrationBins, voteGroups } from '../../db/repo/agreement-figures.ts';
import { equalQuestions, statedConfidences } from '../../db/repo/questions.ts';
import { trust } from '../../src/agreement/trust.ts';
import { shortModelName } from '../../src/model-name.ts';
import { ofJudge } from '../../src/research/of-judge.ts';
import { watched } from '../../src/research/watched.ts';
import { fillCommunity } from '../support/community.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

describe('questions, one by one', () => {
  let fresh: FreshDatabase;
  const everything = { since: null, guildId: null };

  beforeAll(async () => {
    fresh = await freshDatabase();
    await fillCommunity(fresh.database, { questions: 100, voters: 5, agreePercent: 70 });
    const { sql } = fresh.database;
    await sql`update votes set choice = 'tie', slot = null, position = null where interaction_id = 'ask 3 vote 0'`;
    await sql`update votes set choice = 'both_bad', slot = null, position = null where interaction_id = 'ask 4 vote 0'`;
  });
  afterAll(() => fresh.close());

  it('hold the same votes as the groups of the report', async () => {
    const { db } = fresh.database;
    const rows = await equalQuestions(db, everything);
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + row.times * of(row), 0);
    const all = (await voteGroups(db, everything)).find(({ by }) => by === 'all')!;
    expect(sum(() => 1)).toBe(all.questions);
    expect(sum(({ pick, opponent, tie, bothBad }) => pick + opponent + tie + bothBad)).toBe(all.votes);
    expect([sum(({ tie }) => tie), sum(({ bothBad }) => bothBad)]).toEqual([1, 1]);
    const found = watched(rows);
    expect(found.majority).toMatchObject({
      n: all.majorityWithJudge.trials,
      value: all.majorityWithJudge.hits / all.majorityWithJudge.trials,
    });
    const { value, low, high } = found.pickWins;
    expect(low! < value! && value! < high!).toBe(true);
    expect(value).toBeCloseTo(all.winRate.hits / all.winRate.trials, 1);
  });

  it('have the confidences of the calibration, and leave a promise', async () => {
    const { db } = fresh.database;
    const trials = await statedConfidences(db, everything);
    const bins = await calibrationBins(db, everything);
    expect(trials.length).toBe(bins.reduce((sum, { majorityWithJudge }) => sum + majorityWithJudge.trials, 0));
    expect(trials.filter(({ agrees }) => agrees).length).toBe(
      bins.reduce((sum, { majorityWithJudge }) => sum + majorityWithJudge.hits, 0),
    );
    expect(trust(trials).questions).toBe(trials.length);
    const [judge = ''] = trials.map((trial) => trial.judge);
    const own = trials.filter((trial) => trial.judge === judge);
    expect(own.length).toBeGreaterThan(0);
    expect(ofJudge(trials, judge)).toEqual(own);
    expect(ofJudge(trials, shortModelName(judge))).toEqual(own);
    expect(ofJudge(trials, 'nobody')).toEqual([]);
    expect(ofJudge(trials, undefined)).toEqual(trials);
    expect(await statedConfidences(db, { ...everything, until: new Date('2000-01-01') })).toEqual([]);
  });

  it('say nothing of a ballot that is open, whatever is in it', async () => {
    const { db, sql } = fresh.database;
    const closed = [await equalQuestions(db, everything), await statedConfidences(db, everything)];
    const [open] = await sql<{ id: string }[]>`
      update ballots set closed_at = null where id = (select ballot_id from votes where blind limit 1) returning id`;
    const before = [await equalQuestions(db, everything), await statedConfidences(db, everything)];
    expect(before).not.toEqual(closed);
    await sql`update votes set blind = true, choice = 'tie', slot = null, position = null where ballot_id = ${open!.id}`;
    expect([await equalQuestions(db, everything), await statedConfidences(db, everything)]).toEqual(before);
  });
});
