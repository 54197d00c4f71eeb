import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reliability } from '../../../src/agreement/calibration.ts';
import { moreNeeded } from '../../../src/agreement/needed.ts';
import { type DuelVote, pickWinRate, pickWinRateByVote } from '../../../src/agreement/pick-win-rate.ts';
import {
  firstSlotRate,
  flipRate,
  longerRate,
  pairVerdicts,
  sideRate,
  type Verdict,
} from '../../../src/agreement/preference.ts';
import { ranks } from '../../../src/agreement/rank-correlation.ts';
import { estimate } from '../../../src/agreement/share-estimate.ts';
import { strengths } from '../../../src/agreement/strengths.ts';
import { seeded } from '../../../src/seeded.ts';

const none = { resamples: 0, seed: '1' };
const verdict = (first: string, second: string, winner: 'first' | 'second', cluster = 'ask'): Verdict => ({
  cluster,
  first,
  second,
  verdict: winner,
});

describe('the pick’s win rate', () => {
  it('is that against an opponent drawn evenly, however unevenly opponents were drawn', () => {
    // The runner-up (drawn with 2/3) beats the pick in half of its duels, the two others never do.
    const lot = seeded('1', 'duels');
    const votes = Array.from({ length: 30_000 }, (_, i): DuelVote => {
      const runnerUp = lot.below(3) < 2;
      const vote = runnerUp && lot.coin() ? 'opponent' : 'pick';
      return { cluster: `${i}`, vote, others: 3, probability: runnerUp ? 2 / 3 : 1 / 6 };
    });
    const { value } = estimate(pickWinRateByVote, votes, none);
    expect(Math.abs((value ?? 0) - (0.5 + 1 + 1) / 3)).toBeLessThan(0.01);
    const questions = votes.map((one) => ({ ...one, pick: 0, opponent: 0, tie: 0, [one.vote]: 1 }));
    expect(estimate(pickWinRate, questions, none).value).toBeCloseTo(value ?? 0, 12);
  });

  it('takes a tie for half a win, and leaves both bad out', () => {
    const vote = (name: DuelVote['vote']) => ({ cluster: name, vote: name, others: 2, probability: 0.5 });
    expect(
      estimate(
        pickWinRateByVote,
        ['pick', 'tie', 'both_bad'].map((n) => vote(n as 'pick')),
        none,
      ).value,
    ).toBe(0.75);
    expect(estimate(pickWinRateByVote, [vote('both_bad')], none).value).toBeNull();
  });
});

describe('the preference for a place', () => {
  it('of a judge that always takes the first is 1, and it flips on every pair', () => {
    const verdicts = [verdict('x', 'y', 'first'), verdict('y', 'x', 'first'), verdict('x', 'z', 'first', 'other')];
    expect(estimate(firstSlotRate, verdicts, none)).toMatchObject({ value: 1, n: 3 });
    expect(estimate(flipRate, pairVerdicts(verdicts), none)).toMatchObject({ value: 1, n: 1 });
  });

  it('does not depend on the names of the sides', () => {
    const side = fc.constantFrom('a', 'b', 'c');
    const some = fc
      .array(fc.record({ first: side, second: side, winner: fc.constantFrom('first' as const, 'second' as const) }))
      .map((rows) => rows.filter(({ first, second }) => first !== second));
    const renamed: Record<string, string> = { a: 'z', b: 'y', c: 'x' };
    fc.assert(
      fc.property(some, (rows) => {
        const flips = (name: (side: string) => string) =>
          estimate(
            flipRate,
            pairVerdicts(rows.map(({ first, second, winner }) => verdict(name(first), name(second), winner))),
            none,
          ).value;
        const [before, after] = [flips((s) => s), flips((s) => renamed[s] ?? s)];
        if (before === null) expect(after).toBeNull();
        else expect(after).toBeCloseTo(before, 12);
      }),
    );
  });

  it('and for length is told apart', () => {
    const choices = [
      { cluster: '1', chose: 'a' as const, lengthA: 10, lengthB: 90 },
      { cluster: '2', chose: 'a' as const, lengthA: 90, lengthB: 10 },
      { cluster: '3', chose: 'a' as const, lengthA: 50, lengthB: 50 },
    ];
    expect(estimate(sideRate, choices, none).value).toBe(1);
    expect(estimate(longerRate, choices, none)).toMatchObject({ value: 0.5, n: 2 });
  });
});

describe('a reliability curve', () => {
  it('holds every forecast once, in bins from 0 to 1', () => {
    const forecast = fc.record({
      cluster: fc.string(),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      outcome: fc.constantFrom(0, 0.5, 1),
    });
    fc.assert(
      fc.property(fc.array(forecast), (forecasts) => {
        const bins = reliability(forecasts);
        expect(bins.reduce((sum, { happened }) => sum + happened.n, 0)).toBe(forecasts.length);
        for (const { from, to, said } of bins) {
          expect(said).toBeGreaterThanOrEqual(from - 1e-12);
          expect(said).toBeLessThanOrEqual(to + 1e-12);
        }
      }),
    );
  });
});

describe('ranks', () => {
  it('sum to the same, ties or not', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }), (values) => {
        const sum = ranks(values).reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo((values.length * (values.length + 1)) / 2, 9);
      }),
    );
  });
});

describe('strengths', () => {
  it('stay finite where somebody won everything and where groups never met', () => {
    const ranked = strengths([
      { left: 'a', right: 'b', winner: 'left' },
      { left: 'a', right: 'b', winner: 'left' },
      { left: 'c', right: 'd', winner: 'tie' },
    ]);
    expect(ranked.map(({ item }) => item)[0]).toBe('a');
    for (const { strength } of ranked) expect(Number.isFinite(strength)).toBe(true);
    // a and b were compared twice. c and d were compared once, which gives no finite interval.
    const bounded = ranked.filter(
      ({ low, strength, high }) => low !== null && high !== null && low <= strength && strength <= high,
    );
    expect(bounded.map(({ item }) => item).sort()).toEqual(['a', 'b']);
  });
});

describe('the votes that are still needed', () => {
  it('are four times as many for half the width, and none where it is narrow enough', () => {
    const figure = { value: 0.5, low: 0.4, high: 0.6, n: 100 };
    expect(moreNeeded(figure, 0.05)).toBe(300);
    expect(moreNeeded(figure, 0.1)).toBe(0);
    expect(moreNeeded({ value: null, low: null, high: null, n: 0 }, 0.1, 1)).toBe(97);
  });
});
