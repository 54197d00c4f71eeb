import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { challengerPickOf } from '../../db/repo/challenger-comparisons.ts';
import type { VerdictRow } from '../../db/repo/comparisons.ts';
import { asks } from '../../db/schema/asks.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { challengerComparisons } from '../../db/schema/challenger-comparisons.ts';
import type { Judge } from '../../src/judge/judge.ts';
import { ownTournament } from '../../src/learning/own-tournament.ts';
import { type Played, playOwn } from '../../src/learning/play-own.ts';
import { ModelError } from '../../src/models/model-error.ts';
import { openCostLimit } from '../../src/research/rejudge/cost-limit.ts';
import { seeded } from '../../src/seeded.ts';
import { efforts, type Verdict } from '../../src/terms.ts';
import { type Call, openDriver } from '../../src/tournament/drive.ts';
import type { Pick as Chosen } from '../../src/tournament/tournament.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { runs } from '../support/fuzz.ts';
import { askRow, candidateRow } from '../support/snapshots.ts';

const NAME = 'hf:challenger#rules-3@http://127.0.0.1:8000/v1';
let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

type Asked = Pick<Call, 'first' | 'second' | 'tier' | 'sample'>;
const parts = ({ first, second, tier, sample }: Asked) => [first, second, tier, sample].join(' ');
/** What the judge says of a call: of chance, by the call alone. Every fifth verdict is unreadable. */
const saysOf = (chance: string) => (call: Asked) =>
  (['first', 'second', 'first', 'second', 'invalid'] as const)[seeded(chance, parts(call)).below(5)]!;

const givenAsks = fc.record({
  n: fc.integer({ min: 2, max: 5 }),
  seed: fc.string({ unit: 'grapheme-ascii' }),
  chance: fc.string({ unit: 'grapheme-ascii' }),
  gone: fc.nat(1),
  effort: fc.constantFrom(...efforts),
  parallel: fc.integer({ min: 1, max: 4 }),
  tournament: fc.constantFrom('adaptive@2', 'adaptive@1', 'knockout', 'knockout:both', 'elo', 'scores'),
  greedy: fc.boolean(),
});
type Given = typeof givenAsks extends fc.Arbitrary<infer T> ? T : never;

async function insert({ n, seed, gone, effort, parallel, tournament }: Given) {
  const id = randomUUID();
  const standings = [...Array(n).keys()].slice(n > 2 ? gone : 0);
  const settings = { ...askRow().settings, tournament, parallel };
  const ask = { ...askRow(), id, interactionId: id, n, seed, effort, settings, standings };
  await fresh.database.db.insert(asks).values(ask);
  for (let slot = 0; slot < n; slot++)
    await fresh.database.db.insert(candidates).values({ ...candidateRow(slot, `reply ${slot}`), askId: id });
  return ask;
}

/** A judge that is told the call in place of the replies. */
function judgeThat(says: (call: Asked) => Verdict, greedy: boolean, fails: () => boolean = () => false) {
  const paid: string[] = [];
  const judge: Judge = {
    model: NAME,
    greedy,
    async compare({ prompt }) {
      if (fails()) throw new ModelError('unavailable', 'away');
      const [first, second, tier, sample] = prompt.split(' ').map(Number) as [number, number, Call['tier'], number];
      const verdict = says({ first, second, tier, sample });
      paid.push(prompt);
      return {
        ...{ verdict, invalidReason: verdict === 'invalid' ? 'no-marker' : null, conflict: false, forced: false },
        ...{ reasoning: 'thought', answer: 'said', notes: [], model: NAME, answeredBy: null, format: 'chat' },
        ...{ formatVersion: 1, params: {}, latencyMs: 1 },
        usage: { inputTokens: 1, outputTokens: 1, reasoningTokens: null, costUsd: null },
      };
    },
  };
  return { judge, paid };
}

const play = (ask: Awaited<ReturnType<typeof insert>>, judge: Judge, more: { tokens?: number } = {}): Promise<Played> =>
  playOwn(fresh.database, {
    ...{ ask, name: NAME, judge, now: () => new Date(), signal: new AbortController().signal },
    questionOf: (call) => ({
      ...{ prompt: parts(call), first: '', second: '', effort: ask.effort, tier: call.tier, sample: call.sample },
    }),
    budget: openCostLimit({ tokens: more.tokens ?? null, usd: null }),
  });
const rowsOf = (askId: string) =>
  fresh.database.db
    .select()
    .from(challengerComparisons)
    .where(eq(challengerComparisons.askId, askId))
    .orderBy(asc(challengerComparisons.number));

/** What the driver of every ask asks for, where its calls end one after the other. */
function driven(ask: Awaited<ReturnType<typeof insert>>, says: (call: Asked) => Verdict, greedy: boolean) {
  const { tournament, state } = ownTournament(ask, NAME, { greedy });
  const driver = openDriver(tournament);
  const asked: Call[] = [];
  const rows: VerdictRow[] = [];
  let waiting: Call[] = [];
  let pick: Chosen | null = null;
  while (!pick) {
    pick = driver.round(state(rows, driver.inFlight), (call) => waiting.push(call));
    for (const { id, signal } of waiting) if (signal.aborted) driver.ended(id);
    waiting = waiting.filter(({ signal }) => !signal.aborted);
    const call = waiting.shift();
    if (pick || !call) break;
    const { id, first, second, tier } = call;
    const said = { verdict: says(call), invalidReason: null, params: {}, model: NAME, createdAt: new Date(id) };
    rows.push({ number: id, first, second, tier, ...said });
    asked.push(call);
    driver.ended(id);
  }
  return { asked, pick, most: tournament.mostComparisons(ask.n, ask.effort) };
}

describe('a challenger’s own tournament, as it is stored', () => {
  it('asks exactly what the driver of an ask asks for the same verdicts, and no more than it may', async () => {
    await fc.assert(
      fc.asyncProperty(givenAsks, async (given) => {
        const ask = await insert(given);
        const says = saysOf(given.chance);
        const { judge, paid } = judgeThat(says, given.greedy);
        const { end, judged } = await play(ask, judge);
        const { asked, pick, most } = driven(ask, says, given.greedy);
        const rows = await rowsOf(ask.id);
        expect(rows.map((row) => [row.number, parts(row as Asked)])).toEqual(asked.map((c) => [c.id, parts(c)]));
        expect(paid).toEqual(asked.map(parts));
        expect({ end, judged }).toEqual({ end: 'done', judged: asked.length });
        expect(asked.length).toBeLessThanOrEqual(most);
        const stored = await challengerPickOf(fresh.database.db, ask.id, NAME);
        expect(stored).toMatchObject({ pick: pick?.slot, standings: pick?.standings });
      }),
      { numRuns: runs(40) },
    );
  }, 120_000);

  it('goes on where it stopped, however often, and pays nothing twice that is stored', async () => {
    await fc.assert(
      fc.asyncProperty(givenAsks, fc.infiniteStream(fc.nat(3)), async (given, luck) => {
        const ask = await insert(given);
        const fails = () => luck.next().value === 0;
        const { judge, paid } = judgeThat(saysOf(given.chance), given.greedy, fails);
        let judged = 0;
        for (let go = 0; ; go++) {
          // Each go can afford two calls, but for some that come to nothing.
          const played = await play(ask, judge, { tokens: 4 });
          judged += played.judged;
          if (played.end === 'done') break;
          expect(await challengerPickOf(fresh.database.db, ask.id, NAME)).toBeNull();
          expect(['spent', 'judge-unavailable']).toContain(played.end);
          if (go > 200) throw new Error('It never ends.');
        }
        const rows = await rowsOf(ask.id);
        expect(rows).toHaveLength(judged);
        expect(paid).toHaveLength(judged);
        const { tournament } = ownTournament(ask, NAME, judge);
        expect(judged).toBeLessThanOrEqual(tournament.mostComparisons(ask.n, ask.effort));
        const { standings } = (await challengerPickOf(fresh.database.db, ask.id, NAME))!;
        expect(standings.toSorted()).toEqual(ask.standings);
        // Delivered once more: it is over, and nobody is asked.
        expect(await play(ask, judge)).toMatchObject({ end: 'done', judged: 0 });
      }),
      { numRuns: runs(30) },
    );
  }, 120_000);

  it('ends at once where the judge’s key is refused, and after three failures in a row', async () => {
    const given: Given = {
      ...{ n: 4, seed: 's', chance: 'c', gone: 0, effort: 'standard', parallel: 2 },
      ...{ tournament: 'knockout', greedy: false },
    };
    const ask = await insert(given);
    for (const [code, times] of [
      ['unauthorized', 1],
      ['unavailable', 3],
    ] as const) {
      let asked = 0;
      const { judge } = judgeThat(saysOf('c'), false, () => {
        asked++;
        throw new ModelError(code, 'no');
      });
      expect(await play(ask, judge)).toMatchObject({ end: 'judge-unavailable', judged: 0, problem: { code } });
      expect(asked).toBe(times);
    }
    expect(await rowsOf(ask.id)).toEqual([]);
  });
});
