import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { votesForAgreement } from '../../db/repo/agreement-votes.ts';
import { reasonsOf } from '../../db/repo/disagreements.ts';
import { verdictsOfNewestAsks } from '../../db/repo/judged-asks.ts';
import { modelDuels } from '../../db/repo/model-duels.ts';
import { ownModels, ownVotes } from '../../db/repo/own-votes.ts';
import { readUnshadowed } from '../../db/repo/shadow-comparisons.ts';
import { judgesOf } from '../../db/repo/votes.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { challengerComparisons } from '../../db/schema/challenger-comparisons.ts';
import { challengerPicks } from '../../db/schema/challenger-picks.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { shadowComparisons } from '../../db/schema/shadow-comparisons.ts';
import { votes } from '../../db/schema/votes.ts';
import { drawAgreement } from '../../src/charts/agreement.ts';
import { priorsInWords } from '../../src/cli/fit-prior.ts';
import { agreementView } from '../../src/discord/view/agreement.ts';
import { agreementAlt, agreementDrawing } from '../../src/discord/view/agreement-picture.ts';
import { leaderboardAlt, leaderboardDrawing, leaderboardView } from '../../src/discord/view/leaderboard.ts';
import { myVotesView } from '../../src/discord/view/my-votes.ts';
import { de } from '../../src/discord/words/de/index.ts';
import { en } from '../../src/discord/words/en/index.ts';
import { exportPerson } from '../../src/privacy/personal-export.ts';
import { readCases } from '../../src/research/disagreements.ts';
import { keepList } from '../../src/research/export/keep-list.ts';
import type { Format } from '../../src/research/export/manifest.ts';
import { runExport } from '../../src/research/export/run.ts';
import { serverAggregates } from '../../src/research/export/server-aggregates.ts';
import { fittedPriors } from '../../src/research/fitted-priors.ts';
import { leaderboard } from '../../src/research/leaderboard.ts';
import { summariseShadow } from '../../src/research/rejudge/summary.ts';
import { gatherReport } from '../../src/research/report/gather.ts';
import { reportPage } from '../../src/research/report/page.ts';
import { serverAgreement } from '../../src/research/server-agreement.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, seedAsk, uuid, type Voted } from '../support/research.ts';
import { comparisonRow } from '../support/snapshots.ts';

const KEY = 'a key of the tests, long enough to be one';
/** Three days later, so that the day of the asks is over. */
const now = new Date(DAY.getTime() + 3 * 24 * 3600 * 1000);
const all = { guildId: null, since: null, until: null };
const EXPORT = '0b9f1a6e-1c57-4d0e-9a57-6a3ef8f0c2d1';
const voters = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6'];

let folder: string;
let fresh: FreshDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-open-'));
  fresh = await freshDatabase();
  const { db } = fresh.database;
  for (const person of ['asker', ...voters]) await decide(db, person, 'given', DAY);
  const choices = ['pick', 'other', 'tie', 'both_bad', 'pick', 'pick', 'other'] as const;
  // The asks are on two days, because figures leave out the open ballot's day.
  for (let n = 1; n <= 24; n++) {
    const createdAt = new Date(DAY.getTime() + (n % 2) * 24 * 3600 * 1000);
    const cast = voters.map((voter, i): Voted => ({ voter, choice: choices[(n * 3 + i) % 7] ?? 'tie' }));
    await seedAsk(db, n, { ask: { createdAt, seed: `secret ${n}`, closedAt: createdAt }, votes: cast });
    await db.insert(shadowComparisons).values(
      [1, 2].map((number) => {
        const { first: _, second: __, tier: ___, sample: ____, notes: _____, ...row } = comparisonRow(number, 1, 2);
        return { ...row, askId: uuid(1, n), judge: 'hf:further', model: 'hf:further', verdict: 'second' as const };
      }),
    );
    const own = { askId: uuid(1, n), judge: 'hf:challenger' };
    await db.insert(challengerComparisons).values({ ...comparisonRow(1, 1, 2), ...own });
    await db.insert(challengerPicks).values({ ...own, pick: 1, standings: [1, 2, 0] });
  }
});
/** Make a first export, because later ones also report changes since the one before. */
beforeAll(async () => void (await everything()));
afterAll(async () => {
  await fresh.close();
  await rm(folder, { recursive: true, force: true });
});

const filesIn = async (out: string) => {
  const names = (await readdir(out, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return Promise.all(paths.map(async (path) => [path.slice(out.length), (await readFile(path)).toString('base64')]));
};

let runs = 0;
/** Everything that anybody can read of the figures. */
async function everything(): Promise<Record<string, unknown>> {
  const { database } = fresh;
  const { db } = database;
  const found = serverAgreement(await votesForAgreement(db, '3', new Date(0)));
  const ofOne = serverAgreement(await votesForAgreement(db, '3', new Date(0), 'hf:open-judge'));
  const ranked = leaderboard(await modelDuels(db, { guildId: '3', closedSince: new Date(0) }), (model) => model);
  const report = await gatherReport(db, { since: null, guildId: null }, now);
  const files = [];
  for (const format of ['jsonl', 'csv', 'parquet', 'hub', 'trl', 'verl'] satisfies Format[]) {
    const out = join(folder, `${runs++}`);
    const options = { out, format, scope: all, key: KEY, now, fewestVotes: 3, discordPermission: 'a test' };
    await runExport(database, { ...options, exportId: EXPORT });
    files.push([format, await filesIn(out)]);
  }
  const kept: unknown[] = [];
  await keepList(database, KEY, EXPORT, (page) => kept.push(...page));
  const aggregates = { guildId: '3', actorHash: 'm', days: 30 };
  return {
    agreement: [en, de].map((words) => agreementView(words, found, { days: 365, judge: null })),
    ofOne: agreementView(en, ofOne, { days: 365, judge: 'hf:open-judge' }),
    picture: [agreementDrawing(en, found)].map(
      (drawing) => drawing && [drawAgreement(drawing), agreementAlt(en, drawing)],
    ),
    leaderboard: [en, de].map((words) => leaderboardView(words, ranked, 365)),
    ranked: [leaderboardDrawing(en, ranked), leaderboardAlt(en, ranked)],
    mine: await Promise.all(
      voters.map(async (hash) =>
        myVotesView(en, await ownVotes(db, { hash, guildId: '3', others: 3 }), await ownModels(db, hash, '3')),
      ),
    ),
    judges: await judgesOf(db, '3', 25),
    cases: await readCases(db, { guildId: '3', since: new Date(0), judge: null }, async () => true),
    reasons: await reasonsOf(db, uuid(1, 99)),
    report: reportPage(report),
    priors: priorsInWords(fittedPriors(await verdictsOfNewestAsks(db, 1000))),
    further: await summariseShadow(db, all, 'hf:further'),
    sentToVendors: await readUnshadowed(db, all, 'hf:another', null, 1000),
    files,
    kept,
    aggregates: [
      await serverAggregates(database, { ...aggregates, format: 'csv' }, now),
      await serverAggregates(database, { ...aggregates, format: 'json' }, now),
    ],
  };
}

/** An ask with an open ballot. The fields must stay secret, and differ between variants. */
interface Open {
  pick: number;
  shown: number[];
  kind: 'duel' | 'open' | 'ballot';
  state?: 'voting' | 'judging' | 'closed';
  cast: readonly Voted[];
}

async function open({ pick, shown, kind, state = 'voting', cast }: Open): Promise<string> {
  const { db } = fresh.database;
  const settings = {
    candidateModels: ['hf:a'],
    judgeModel: 'hf:open-judge',
    judgeModelStrong: null,
    tournament: 'knockout',
  };
  await seedAsk(db, 99, {
    ask: {
      ...{ createdAt: DAY, seed: `${pick} ${shown}`, state, pick: state === 'judging' ? null : pick, voting: kind },
      ...{
        pBest: [0, 1, 2].map((slot) => (slot === pick ? 0.8 : 0.1)),
        standings: [pick, (pick + 1) % 3, (pick + 2) % 3],
      },
      settings: { ...settings, parallel: 2, ballotMinutes: 10_080, ballotVotes: null, deadlineSeconds: 180 },
    },
    votes: [...cast],
  });
  await db
    .update(ballots)
    .set({
      closedAt: null,
      shown,
      kind,
      opponentPolicy: kind === 'ballot' ? 'all' : 'random',
      opponentProbability: 0.1 * (pick + 1),
    })
    .where(eq(ballots.askId, uuid(1, 99)));
  await db
    .update(comparisons)
    .set({ verdict: pick === 1 ? 'first' : 'second', model: 'hf:open-judge' })
    .where(eq(comparisons.askId, uuid(1, 99)));
  if (state === 'judging') await db.delete(ballots).where(eq(ballots.askId, uuid(1, 99)));
  return uuid(1, 99);
}

const flagged = (flags: string[], more: Voted['more'] = {}): Voted['more'] => ({ flags, ...more });
const variants: Record<string, Open> = {
  'nobody has voted': { pick: 1, shown: [1, 2], kind: 'duel', cast: [] },
  'another pick': { pick: 2, shown: [1, 2], kind: 'duel', cast: [] },
  'another order and opponent': { pick: 1, shown: [0, 1], kind: 'duel', cast: [] },
  'all agree': { pick: 1, shown: [2, 1], kind: 'duel', cast: voters.map((voter) => ({ voter, choice: 'pick' })) },
  'all differ': { pick: 1, shown: [2, 1], kind: 'duel', cast: voters.map((voter) => ({ voter, choice: 'other' })) },
  'people of every kind': {
    ...{ pick: 2, shown: [2, 1], kind: 'duel' },
    cast: [
      { voter: 'v1', choice: 'pick', more: flagged(['fast']) },
      { voter: 'v2', choice: 'other', more: { current: false } },
      { voter: 'v2', choice: 'pick', more: flagged(['changed'], { blind: false }) },
      { voter: 'v3', choice: 'tie', more: flagged(['over-cap', 'one-sided']) },
      { voter: 'asker', choice: 'both_bad', more: flagged(['asker']) },
      { voter: 'a stranger', choice: 'pick' },
    ],
  },
  'an open kind': {
    pick: 1,
    shown: [1, 0],
    kind: 'open',
    cast: [{ voter: 'v1', choice: 'pick', more: { blind: false } }],
  },
  'all answers': {
    pick: 2,
    shown: [2, 0, 1],
    kind: 'ballot',
    cast: voters.map((voter) => ({ voter, choice: 'other' })),
  },
  'an ask that says that it is closed': {
    pick: 2,
    shown: [2, 1],
    kind: 'duel',
    state: 'closed',
    cast: [{ voter: 'v1', choice: 'pick' }],
  },
};

describe('a ballot that is open', () => {
  it.each(Object.keys(variants).slice(1))('is in no figure, picture, report or export: %s', async (name) => {
    const { db } = fresh.database;
    const found = [];
    for (const which of [Object.keys(variants)[0] as string, name]) {
      const askId = await open(variants[which] as Open);
      found.push(await everything());
      await db.delete(asks).where(eq(asks.id, askId));
    }
    expect(found[1]).toEqual(found[0]);
    // Make sure that the compared figures are not empty.
    expect(JSON.stringify(found[0]?.agreement)).toMatch(/of \d+ blind votes/);
  });

  it('is not told by verdicts either, before there is a ballot', async () => {
    const { db } = fresh.database;
    const found = [];
    for (const pick of [1, 2]) {
      const askId = await open({ pick, shown: [1, 2], kind: 'duel', state: 'judging', cast: [] });
      found.push(await everything());
      await db.delete(asks).where(eq(asks.id, askId));
    }
    expect(found[1]).toEqual(found[0]);
  });

  it('is counted as soon as it has closed, but its day only when that is over', async () => {
    const { db } = fresh.database;
    const cast = voters.map((voter): Voted => ({ voter, choice: 'pick' }));
    const askId = await open({ pick: 1, shown: [2, 1], kind: 'duel', cast });
    const before = serverAgreement(await votesForAgreement(db, '3', new Date(0)));
    await db.update(ballots).set({ closedAt: DAY, closedWith: 6 }).where(eq(ballots.askId, askId));
    await db.update(asks).set({ state: 'closed' }).where(eq(asks.id, askId));
    const after = serverAgreement(await votesForAgreement(db, '3', new Date(0)));
    expect(after.withJudge.n).toBe(before.withJudge.n + 6);
    expect(after.questions).toBe(before.questions + 1);
    await db.delete(asks).where(eq(asks.id, askId));
  });

  it('does not tell its asker the pick in what they take away with them', async () => {
    const { db } = fresh.database;
    const found = [];
    for (const pick of [1, 2]) {
      const askId = await open({ pick, shown: [1, 2], kind: 'duel', cast: [] });
      found.push(await exportPerson(fresh.database, 'asker', now));
      await db.delete(asks).where(eq(asks.id, askId));
    }
    expect(found[1]).toEqual(found[0]);
    expect(await db.select().from(votes).limit(1)).toHaveLength(1);
  });
});
