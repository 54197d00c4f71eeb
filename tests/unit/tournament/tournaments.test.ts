import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../src/seeded.ts';
import type { Verdict } from '../../../src/terms.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import type { NextComparison } from '../../../src/tournament/tournament.ts';
import { runs } from '../../support/fuzz.ts';
import { checkPick, type Drive, type Driven, drive } from './drive.ts';

const specs = [
  'knockout',
  'knockout:both',
  'knockout:voting:5',
  'elo',
  'elo:both',
  'elo:4',
  'adaptive',
  'adaptive@1',
  'scores',
];

/** A random judge, seeded by `salt`. `invalid` is the per cent of invalid verdicts. */
const anyJudge = (salt: string, invalid: number) => (next: NextComparison, sample: number) => {
  const lot = seeded(salt, `${next.first} ${next.second} ${sample}`);
  if (lot.below(100) < invalid) return 'invalid';
  return (['first', 'second'] as const)[lot.below(2)] as Verdict;
};

const anyAsk: fc.Arbitrary<Drive> = fc
  .integer({ min: 2, max: 16 })
  .chain((n) =>
    fc.record({
      n: fc.constant(n),
      seed: fc.string(),
      effort: fc.constantFrom('quick' as const, 'standard' as const, 'deep' as const, 0.05, 0.005),
      parallel: fc.integer({ min: 1, max: 20 }),
      maxComparisons: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
      chance: fc.string(),
      crashes: fc.constantFrom(0, 0, 5),
      late: fc
        .tuple(fc.shuffledSubarray([...Array(n).keys()]), fc.array(fc.boolean(), { minLength: n, maxLength: n }))
        .map(([slots, gone]) => slots.map((slot, i) => ({ slot, gone: gone[i] as boolean })))
        .filter((late) => late.length < n || late.some(({ gone }) => !gone)),
      salt: fc.string(),
      invalid: fc.constantFrom(0, 3, 15, 60, 100),
    }),
  )
  .map(({ salt, invalid, maxComparisons, ...ask }) => ({
    ...ask,
    ...(maxComparisons === undefined ? {} : { maxComparisons }),
    verdict: anyJudge(salt, invalid),
  }));

/** The states of a capped ask hold their cap, and are otherwise the same. */
const withCap = ({ state, states }: Driven) => ({ state, states });

describe.each(specs)('%s, whatever happens to it', (spec) => {
  const tournament = openTournament(spec);

  it('ends, within its caps, and compares only two that are there', () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        drive(tournament, ask);
      }),
      { numRuns: runs(60) },
    );
  });

  /** Judges that make it long: no verdict at all, whatever is shown first, or anything. */
  const tiresome = (salt: string) =>
    fc.constantFrom(
      () => 'invalid' as const,
      () => 'first' as const,
      () => 'second' as const,
      anyJudge(salt, 0),
      anyJudge(salt, 60),
    );
  const anySize = fc.record({
    n: fc.integer({ min: 2, max: 9 }),
    seed: fc.string(),
    effort: fc.constantFrom('quick' as const, 'standard' as const, 'deep' as const),
    parallel: fc.integer({ min: 1, max: 20 }),
    chance: fc.string(),
    verdict: fc.string().chain(tiresome),
  });

  it('asks no tiresome judge more often than it says, and is not cut short by what it says', () => {
    fc.assert(
      fc.property(anySize, (ask) => {
        const most = tournament.mostComparisons(ask.n, ask.effort);
        const capped = drive(tournament, { ...ask, maxComparisons: most });
        expect(capped.started).toBeLessThanOrEqual(most);
        if (!tournament.isAdaptive) expect(capped).toEqual({ ...drive(tournament, ask), ...withCap(capped) });
      }),
      { numRuns: runs(25) },
    );
  });

  it('expects no more than its most, and as many as it takes where it says that this is exact', () => {
    fc.assert(
      fc.property(anySize, ({ verdict: _, ...ask }) => {
        const expected = tournament.expectedComparisons(ask.n, ask.effort);
        expect(expected).toBeLessThanOrEqual(tournament.mostComparisons(ask.n, ask.effort));
        const { started } = drive(tournament, { ...ask, verdict: anyJudge(ask.chance, 0) });
        if (tournament.isExact) expect(started).toBe(expected);
      }),
      { numRuns: runs(20) },
    );
    for (const n of [0, 1]) {
      expect(tournament.mostComparisons(n, 'deep')).toBe(0);
      expect(tournament.expectedComparisons(n, 'deep')).toBe(0);
    }
  });

  it('answers equal states equally, however they came about', () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const { states } = drive(tournament, ask);
        for (const state of states) {
          const copy = structuredClone(state);
          const shuffled = {
            ...copy,
            arrived: seeded(String(ask.chance), 'arrived').shuffle(copy.arrived),
            gone: seeded(String(ask.chance), 'gone').shuffle(copy.gone),
            comparisons: seeded(String(ask.chance), 'comparisons').shuffle(copy.comparisons),
          };
          expect(openTournament(spec).next(shuffled)).toEqual(tournament.next(state));
        }
      }),
      { numRuns: runs(15) },
    );
  });

  it('changes nothing in the state that it is given', () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const { state } = drive(tournament, ask);
        const before = structuredClone(state);
        tournament.next(state);
        tournament.best(state);
        expect(state).toEqual(before);
      }),
      { numRuns: runs(15) },
    );
  });

  it('can name its best at any time at which somebody is there', () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const { states } = drive(tournament, ask);
        // Sixteen candidates with hundreds of comparisons take a tenth of a second each time.
        const stride = Math.ceil(states.length / runs(30));
        for (const [i, state] of states.entries()) {
          if (i % stride === 0 && state.arrived.length > 0) checkPick(tournament.best(state), state);
        }
      }),
      { numRuns: runs(15) },
    );
  });

  it('has no best before anybody is there', () => {
    const state = { n: 2, seed: '1', effort: 'quick' as const, parallel: 1, arrived: [], gone: [], comparisons: [] };
    expect(tournament.next(state)).toEqual({ compare: [], pick: null, cancel: [] });
    expect(() => tournament.best(state)).toThrow('No candidate has arrived');
  });

  it('continues from the rows of any prefix as the ask itself did', () => {
    fc.assert(
      fc.property(anyAsk, fc.nat(), (ask, at) => {
        const { states, pick, started } = drive(tournament, { ...ask, crashes: 0, parallel: 1, late: [] });
        const state = states[at % states.length];
        const known = new Map(
          states
            .flatMap(({ comparisons }) => comparisons)
            .filter((one) => one.verdict !== null)
            .map((one) => [one.id, one.verdict]),
        );
        let replayed = structuredClone(state) as NonNullable<typeof state>;
        for (let turn = 0; turn <= 3 * started + 3; turn++) {
          const step = openTournament(spec).next(replayed);
          if (step.pick) {
            expect(step.pick).toEqual(pick);
            return;
          }
          const next = step.compare.map((one, i) => ({
            ...one,
            id: (replayed.comparisons.at(-1)?.id ?? 0) + 1 + i,
            verdict: null,
          }));
          const comparisons = [...replayed.comparisons, ...next];
          const open = comparisons.find(({ verdict }) => verdict === null);
          replayed = {
            ...replayed,
            comparisons: comparisons.map((one) =>
              one === open ? { ...one, verdict: known.get(one.id) as Verdict } : one,
            ),
          };
        }
        throw new Error('never ends');
      }),
      { numRuns: runs(15) },
    );
  });
});
