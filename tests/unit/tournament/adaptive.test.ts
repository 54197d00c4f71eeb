import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { efforts, type Verdict } from '../../../src/terms.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import type { Comparison, NextComparison, TournamentState } from '../../../src/tournament/tournament.ts';
import { runs } from '../../support/fuzz.ts';
import { drive } from './drive.ts';

const adaptive = openTournament('adaptive');

const always =
  (strength: readonly number[]) =>
  ({ first, second }: NextComparison): Verdict =>
    (strength[first] ?? 0) > (strength[second] ?? 0) ? 'first' : 'second';

const state = (change: Partial<TournamentState>): TournamentState => ({
  n: 4,
  seed: '1',
  effort: 'standard',
  parallel: 16,
  arrived: [0, 1, 2, 3],
  gone: [],
  comparisons: [],
  ...change,
});

describe('adaptive', () => {
  it('finds the best with a judge that is always right, mostly in fewer calls than a round robin', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }).chain((n) => fc.shuffledSubarray([...Array(n).keys()], { minLength: n })),
        fc.string(),
        (strengths, seed) => {
          const n = strengths.length;
          const driven = drive(adaptive, { n, seed, effort: 'deep', verdict: always(strengths) });
          expect(strengths[driven.pick.slot]).toBe(n - 1);
          expect(driven.pick.judged).toBe(true);
          // Of six, one order in 150 takes all fifteen pairs.
          if (n > 6) expect(driven.started).toBeLessThan((n * (n - 1)) / 2);
        },
      ),
      { numRuns: runs(50) },
    );
  });

  it('plays a knockout where it may ask for no more than that takes, and only there', () => {
    const strengths = [3, 1, 4, 0, 5, 2, 7, 6];
    const play = (name: string, maxComparisons: number) =>
      drive(openTournament(name), { n: 8, seed: 'tight', maxComparisons, verdict: always(strengths) }).state
        .comparisons;
    expect(play('adaptive', 7)).toEqual(play('knockout', 7));
    expect(play('adaptive', 10)).toEqual(play('knockout', 10));
    expect(play('adaptive', 11)).not.toEqual(play('knockout', 11));
  });

  it('spends less on an easy ask than on a hard one, and is surer of it', () => {
    const easy = drive(adaptive, { n: 4, verdict: always([4, 3, 2, 1]) });
    const hard = drive(adaptive, {
      n: 4,
      verdict: ({ first }, sample) => ((first + sample) % 2 === 0 ? 'first' : 'second'),
    });
    expect(easy.started).toBeLessThan(hard.started);
    expect(easy.pick.pBest[0]).toBeGreaterThan(Math.max(...hard.pick.pBest));
  });

  it('spends more the cheaper a call is', () => {
    const calls = (['quick', 'standard', 'deep'] as const).map((effort) => {
      const asks = Array.from({ length: 20 }, (_, seed) =>
        drive(adaptive, { n: 6, seed: `${seed}`, effort, verdict: always([1, 5, 3, 2, 6, 4]) }),
      );
      return asks.reduce((sum, { started }) => sum + started, 0);
    });
    expect(calls[0]).toBeLessThan(calls[1] as number);
    expect(calls[1]).toBeLessThan(calls[2] as number);
  });

  it('has half of the candidates under comparison at once, and no more than it may', () => {
    expect(adaptive.next(state({ n: 8, arrived: [0, 1, 2, 3, 4, 5, 6, 7] })).compare).toHaveLength(4);
    expect(adaptive.next(state({ n: 8, arrived: [0, 1, 2, 3, 4, 5, 6, 7], parallel: 3 })).compare).toHaveLength(3);
    expect(adaptive.next(state({ n: 2, arrived: [0, 1] })).compare).toHaveLength(1);
  });

  it('has as many in flight as it is told to, and that share of them while candidates are missing', () => {
    const all = [0, 1, 2, 3, 4, 5, 6, 7];
    const started = (width: number, arrived: number[]) => adaptive.next(state({ n: 8, arrived, width })).compare.length;
    expect([1, 2, 8].map((width) => started(width, all))).toEqual([1, 2, 8]);
    expect([1, 2, 8].map((width) => started(width, [4, 2, 7]))).toEqual([1, 1, 3]);
  });

  it('begins as soon as two are there, and does not end before the last one is', () => {
    const waiting = state({ effort: 0.3, arrived: [0, 1, 2] });
    expect(adaptive.next(state({ arrived: [0] })).compare).toEqual([]);
    expect(adaptive.next(state({ arrived: [3, 1] })).compare).toHaveLength(1);
    const comparisons = drive(adaptive, { n: 3, effort: 0.001, verdict: always([3, 2, 1]) }).state.comparisons;
    expect(adaptive.next({ ...waiting, comparisons })).toEqual({ compare: [], pick: null, cancel: [] });
    expect(adaptive.next({ ...waiting, gone: [3], comparisons }).pick?.slot).toBe(0);
  });

  it('shows a pair in both orders before it shows it in one order twice', () => {
    const driven = drive(adaptive, { n: 2, effort: 0.0005, verdict: () => 'first' });
    driven.state.comparisons.forEach((comparison, i, all) => {
      const before = all.slice(0, i).filter(({ first }) => first === comparison.first).length;
      expect(before).toBeLessThanOrEqual(i - before);
    });
  });

  it('aborts what is in flight when the pick is clear', () => {
    const known: Comparison[] = [0, 1].flatMap((turn) =>
      [1, 2, 3].map(
        (other, i): Comparison => ({
          id: turn * 3 + i + 1,
          first: turn === 0 ? 0 : other,
          second: turn === 0 ? other : 0,
          tier: 0,
          verdict: turn === 0 ? 'first' : 'second',
        }),
      ),
    );
    const step = adaptive.next(
      state({ effort: 0.2, comparisons: [...known, { id: 9, first: 2, second: 3, tier: 0, verdict: null }] }),
    );
    expect(step.pick?.slot).toBe(0);
    expect(step.cancel).toEqual([9]);
  });

  it('gives up a judge that gives no valid verdict, and says that nothing was judged', () => {
    const driven = drive(adaptive, { n: 8, verdict: () => 'invalid' });
    expect(driven.started).toBeLessThanOrEqual(2 * 8 + 4);
    expect(driven.pick.judged).toBe(false);
    expect(drive(adaptive, { n: 2, verdict: () => 'invalid' }).started).toBeLessThanOrEqual(4);
  });

  it('asks a pair in each order once, however cheap a call is, and once more each time it thinks harder', () => {
    const driven = drive(adaptive, { n: 2, effort: 0, verdict: () => 'first' });
    const asked = driven.state.comparisons.map(({ first, tier }) => `${first} ${tier}`).sort();
    expect(asked).toEqual(['0 0', '0 1', '0 2', '1 0', '1 1', '1 2']);
    expect(drive(adaptive, { n: 2, effort: 0, verdict: always([1, 0]) }).started).toBe(2);
  });

  it('asks a judge again whose prior says that it does not repeat itself, but no pair more than twelve times', () => {
    const noisy = openTournament('adaptive:0.5:0.3:0.2:0.2:0.5');
    const flips = ({ first }: NextComparison, sample: number): Verdict =>
      (first + sample) % 2 === 0 ? 'first' : 'second';
    const started = drive(noisy, { n: 2, effort: 0, verdict: flips }).started;
    expect(started).toBeGreaterThan(6);
    expect(started).toBeLessThanOrEqual(12);
    const greedy = drive(noisy, { n: 2, effort: 0, greedy: true, verdict: flips });
    expect(greedy.started).toBeLessThanOrEqual(6);
  });

  it('asks a greedy judge nothing twice, also where it gave no verdict', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.string(), fc.constantFrom(...efforts), (n, seed, effort) => {
        const verdict = ({ first, second }: NextComparison): Verdict =>
          (first + second) % 3 === 0 ? 'invalid' : first < second ? 'first' : 'second';
        const { comparisons } = drive(adaptive, { n, seed, effort, greedy: true, verdict }).state;
        const asked = comparisons.map(({ first, second, tier }) => `${first} ${second} ${tier}`);
        expect(new Set(asked).size).toBe(asked.length);
      }),
    );
  });

  it('asks the other order next where one gave no verdict', () => {
    for (const seed of ['1', '2', '3', '4']) {
      for (const mute of [0, 1]) {
        const driven = drive(adaptive, {
          n: 2,
          seed,
          parallel: 1,
          verdict: ({ first }) => (first === mute ? 'invalid' : 'first'),
        });
        const [one, other] = driven.state.comparisons;
        expect(other?.first).not.toBe(one?.first);
        expect(driven.pick).toMatchObject({ slot: 1 - mute, judged: true });
        expect(driven.started).toBeLessThanOrEqual(3);
      }
    }
  });

  it('takes at most half of the table of both orders when quick, six tenths, and seven tenths when deep', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 9 }),
        fc.string(),
        fc.constantFrom(
          ...([
            ['quick', 0.5],
            ['standard', 0.6],
            ['deep', 0.7],
          ] as const),
        ),
        fc.infiniteStream(fc.constantFrom<Verdict>('first', 'first', 'second', 'invalid')),
        (n, seed, [effort, share], verdicts) => {
          const driven = drive(adaptive, { n, seed, effort, verdict: () => verdicts.next().value as Verdict });
          expect(driven.started).toBeLessThanOrEqual(share * n * (n - 1));
          expect(driven.started).toBeLessThanOrEqual(adaptive.mostComparisons(n, effort));
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('says truly how sure it is of one of two: sure, likely, or neither', () => {
    const chance = (verdict: (next: NextComparison) => Verdict) =>
      Math.max(...drive(adaptive, { n: 2, verdict }).pick.pBest);
    expect(chance(always([1, 0]))).toBeGreaterThan(0.75);
    const oneOrder = chance(({ first }) => (first === 0 ? 'first' : 'invalid'));
    expect(oneOrder).toBeGreaterThan(0.55);
    expect(oneOrder).toBeLessThan(0.7);
    expect(chance(() => 'first')).toBeLessThan(0.55);
  });

  it('says of each candidate how likely people prefer the pick to it', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), fc.string(), (strengths, seed) => {
        const { pick } = drive(adaptive, { n: 5, seed, verdict: always(strengths) });
        expect(pick.pBeats[pick.slot]).toBe(1);
        pick.pBeats.forEach((p, slot) => {
          expect(p).toBeGreaterThanOrEqual(0.5);
          // Who is the best of all beats each one alone at least as often.
          expect(p).toBeGreaterThan(pick.pBest[pick.slot]! - 0.02);
          if (slot !== pick.slot) expect(p).toBeLessThan(0.95);
        });
      }),
      { numRuns: runs(30) },
    );
  });

  it('states its chances under the prior that it ran under', () => {
    const best = (name: string) =>
      Math.max(...drive(openTournament(name), { n: 2, verdict: always([1, 0]) }).pick.pBest);
    // A judge of which much noise is assumed is less sure after the same two verdicts.
    expect(best('adaptive:0.5:0.3:0.5:0.5:0.5')).toBeLessThan(best('adaptive') - 0.05);
  });

  it('does not mind a judge that always takes the first', () => {
    const picks = Array.from(
      { length: 60 },
      (_, seed) => drive(adaptive, { n: 3, seed: `${seed}`, verdict: () => 'first' }).pick.slot,
    );
    for (const slot of [0, 1, 2]) expect(picks.filter((pick) => pick === slot).length).toBeGreaterThan(5);
  });
});

describe('the tier', () => {
  const tiersOf = (effort: 'quick' | 'standard' | 'deep', verdict: (next: NextComparison) => Verdict) =>
    drive(adaptive, { n: 2, effort, parallel: 1, verdict }).state.comparisons.map(({ tier }) => tier);

  it('rises only for a pair whose verdicts disagree: once when standard, in both orders and further when deep', () => {
    expect(tiersOf('deep', always([1, 0]))).toEqual([0, 0]);
    expect(tiersOf('quick', () => 'first')).toEqual([0, 0]);
    expect(tiersOf('standard', () => 'first')).toEqual([0, 0, 1]);
    expect(tiersOf('deep', () => 'first')).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('does not reach the strong judge where a longer budget made the pair clear', () => {
    const clearer = ({ first, tier }: NextComparison): Verdict => (tier === 0 || first === 0 ? 'first' : 'second');
    expect(tiersOf('deep', clearer)).toEqual([0, 0, 1]);
  });
});
