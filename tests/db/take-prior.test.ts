import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { realistic } from '../../bench/tournament/scenarios.ts';
import { type SimulatedAsk, simulatedAsk } from '../../bench/tournament/trial-asks.ts';
import { changeGuildSettings, getGuildSettings } from '../../db/repo/guild-settings.ts';
import { priorTrials } from '../../db/repo/prior-asks.ts';
import { promotionsOf } from '../../db/repo/promotions.ts';
import { asks } from '../../db/schema/asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { votes } from '../../db/schema/votes.ts';
import { fitPriorOnServer } from '../../src/cli/fit-prior/on-server.ts';
import type { FitPriorFlags } from '../../src/cli/fit-prior.ts';
import { readPriorAsks } from '../../src/learning/prior-asks.ts';
import { goBack } from '../../src/learning/promote.ts';
import { priorStanding, recordTrial, tryOn } from '../../src/learning/take-prior.ts';
import { readFitted } from '../../src/settings/fitted-tournament.ts';
import { adaptive } from '../../src/tournament/adaptive.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { askRow, ballotRow, candidateRow, comparisonRow } from '../support/snapshots.ts';

const JUDGE = 'hf:RRM-32B@http://10.0.0.7:8000/v1';
const server = '123456789012345678';
const config = {
  ...{ JUDGE_MODEL: JUDGE, JUDGE_MODELS: ['escalate:hf:a,hf:b'], JUDGE_FORMAT: undefined },
  TOURNAMENT: 'adaptive',
};
const place = { guildId: server, judge: (chosen: string | null) => chosen ?? JUDGE, installed: 'adaptive@2' };
const simulated = Array.from({ length: 160 }, (_, key) =>
  simulatedAsk(realistic.find(({ name }) => name === 'rrm-32b')!, 4, key, adaptive()),
);

let fresh: FreshDatabase;
beforeEach(async () => {
  await fresh?.close();
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

/** Puts a simulated ask into the database, asked `minute` minutes after the first. */
async function put(ask: SimulatedAsk, minute: number, state: 'closed' | 'voting' = 'closed'): Promise<void> {
  const { db } = fresh.database;
  const id = randomUUID();
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute));
  const closedAt = state === 'closed' ? at : null;
  const [pick = 0, other = 1] = ask.duel?.shown ?? [];
  const standings = [pick, other, ...ask.arrived.filter((slot) => slot !== pick && slot !== other)];
  const settings = { ...askRow().settings, judgeModel: JUDGE, tournament: 'adaptive@2' };
  await db.insert(asks).values({
    ...askRow(),
    ...{ id, interactionId: id, guildId: server, n: ask.n, seed: ask.seed, settings, state, pick, standings },
    ...{ pBest: null, pBeats: null, createdAt: at, pickedAt: at, closedAt },
  });
  await db
    .insert(candidates)
    .values(ask.arrived.map((slot) => ({ ...candidateRow(slot, `reply ${slot}`), askId: id })));
  await db.insert(comparisons).values(
    ask.comparisons.map(({ id: number, first, second, tier, verdict }) => ({
      ...comparisonRow(number, first, second, { tier, verdict: verdict ?? 'invalid' }),
      ...{ askId: id, model: JUDGE, invalidReason: verdict === 'invalid' ? ('no-marker' as const) : null },
    })),
  );
  const ballotId = randomUUID();
  const lineup = { shown: [pick, other], opponentProbability: ask.duel?.probability ?? 1, closedAt };
  await db.insert(ballots).values({ ...ballotRow(), id: ballotId, askId: id, kind: 'duel', ...lineup });
  const cast = [pick, other].flatMap((slot, i) => Array.from({ length: ask.duel?.votes[i] ?? 0 }, () => slot));
  await db.insert(votes).values(
    cast.map((slot, voter) => ({
      ...{ ballotId, interactionId: randomUUID(), voterHash: `voter ${voter}`, choice: 'candidate' as const, slot },
      ...{ position: 0, blind: true, flags: [], createdAt: at },
    })),
  );
}
const putAll = async (from: number, to: number) => {
  for (let i = from; i < to; i++) await put(simulated[i]!, i);
};

/** What the command prints. */
async function run(flags: Partial<FitPriorFlags> = {}): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += piece;
    return true;
  });
  try {
    await fitPriorOnServer(fresh.database, config, { asks: 1000, ...flags, server });
  } finally {
    write.mockRestore();
    process.exitCode = 0;
  }
  return text;
}

it('reads an ask as it was played, with votes that count, and nothing of an open ballot', async () => {
  await put(simulated[0]!, 0);
  await put(simulated[1]!, 1, 'voting');
  const read = await readPriorAsks(fresh.database.db, server, JUDGE, 10);
  expect(read).toHaveLength(1);
  const { seed, n, comparisons: played, duel } = simulated[0]!;
  expect(read[0]).toMatchObject({ seed, n, duel, gone: [], simulated: false });
  expect(read[0]?.comparisons.map(({ id, first, second, verdict }) => [id, first, second, verdict])).toEqual(
    played.map(({ id, first, second, verdict }) => [id, first, second, verdict]),
  );
  expect(read[0]?.ofJudge).toHaveLength(played.length);
});

it('says what is missing, tries nothing with it, and refuses what has no prior', async () => {
  await putAll(0, 40);
  expect(await run()).toMatch(/has judged 40 questions[\s\S]+Not enough data: about 35 more questions/);
  expect(await run({ take: true })).toMatch(/Not enough data/);
  expect(await priorTrials(fresh.database.db, server, JUDGE)).toEqual({ count: 0, until: null });
  await changeGuildSettings(fresh.database.db, server, { tournament: 'elo' });
  await expect(run({ take: true })).rejects.toThrow(/elo, which assumes nothing/);
  await changeGuildSettings(fresh.database.db, server, { tournament: null, judge: 'escalate:hf:a,hf:b' });
  await expect(run({ take: true })).rejects.toThrow(/one judge/);
});

it('takes a prior that pays, once, with promotion and audit, and goes back', { timeout: 120_000 }, async () => {
  const { db } = fresh.database;
  await putAll(0, 160);
  expect(await run()).toMatch(/fitted to 96 of them and tried on the 64 newest/);
  expect(JSON.parse(await run({ json: true }))).toMatchObject({ fittedTo: 96, triedOn: 64, decision: null });
  expect(await getGuildSettings(db, server)).toBeNull();

  const said = await run({ take: true });
  expect(said).toMatch(/gain in foretelling.*\n.*calls a question[\s\S]+It pays[\s\S]+--back tournament/);
  expect(said).not.toContain('10.0.0.7');
  const taken = (await getGuildSettings(db, server))?.tournament ?? '';
  expect(readFitted(taken)?.judge).toBe(JUDGE);
  const [promotion] = await promotionsOf(db, server, 'tournament');
  expect(promotion).toMatchObject({ kind: 'forward', before: null, after: taken, actorHash: null });
  expect(promotion?.figures).toMatchObject({ judge: JUDGE, trial: 1, fittedTo: 96, simulated: 0 });
  expect((await db.select().from(audit)).map(({ action }) => action).sort()).toEqual([
    'prior-tried',
    'tournament-promoted',
  ]);

  // Each question serves once: what is left is older, or used.
  expect(await run({ take: true })).toMatch(/so far: 1;[\s\S]+Not enough data: about 30 more/);
  const acting = { guildId: server, actorHash: null, now: new Date() };
  expect((await goBack(fresh.database, { ...acting, what: 'tournament' }))?.after).toBe(taken);
  expect((await getGuildSettings(db, server))?.tournament).toBeNull();
});

it('writes nothing where somebody changed the judge or tried meanwhile', { timeout: 120_000 }, async () => {
  const { database } = fresh;
  await putAll(0, 100);
  const standing = await priorStanding(database.db, place, 1000);
  const tried = tryOn(standing)!;
  await changeGuildSettings(database.db, server, { tournament: 'knockout' });
  expect(await recordTrial(database, place, standing, tried)).toBe('moved');
  expect(await priorTrials(database.db, server, JUDGE)).toEqual({ count: 0, until: null });
  await changeGuildSettings(database.db, server, { tournament: null });
  const leave = { ...tried, trial: { ...tried.trial, decision: 'leave' as const } };
  expect(await recordTrial(database, place, standing, leave)).toBeNull();
  expect(await recordTrial(database, place, standing, tried)).toBe('moved');
  expect(await promotionsOf(database.db, server, 'tournament')).toEqual([]);
  expect((await priorTrials(database.db, server, JUDGE)).until).toEqual(new Date(Date.UTC(2026, 0, 1, 0, 99)));
});
