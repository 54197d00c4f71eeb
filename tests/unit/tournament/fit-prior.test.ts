import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gauss } from '../../../bench/tournament/random.ts';
import { SaidError } from '../../../src/said-error.ts';
import { evidenceFor, moreAgain } from '../../../src/tournament/evidence.ts';
import { fitPrior } from '../../../src/tournament/fit-prior.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import { PRIOR, type Prior, priorKeys, readPrior, writePrior } from '../../../src/tournament/prior.ts';
import type { Comparison } from '../../../src/tournament/tournament.ts';
import { drive } from './drive.ts';

/**
 * Simulated asks: candidates and judge are drawn from `truth`, and an adaptive tournament chooses the pairs.
 */
function asksOf(truth: Prior, count: number): (readonly Comparison[])[] {
  return Array.from({ length: count }, (_, key) => {
    const slot = truth.firstSlot * gauss(key, 1);
    const strengths = [0, 1, 2, 3].map((i) => truth.strength * gauss(key, 2, i));
    return drive(openTournament('adaptive'), {
      n: 4,
      seed: `${key}`,
      effort: 'deep',
      verdict: ({ first, second, tier }, sample) => {
        const error = truth.pairError * gauss(key, 3, Math.min(first, second), Math.max(first, second));
        const own = Math.sqrt(1 - truth.again ** 2) * gauss(key, 6, first, second, tier);
        const ofOrder = gauss(key, 5, first, second) * (tier === 0 ? 1 : truth.again) + (tier === 0 ? 0 : own);
        const apart = strengths[first]! - strengths[second]! + (first < second ? error : -error);
        const noise = gauss(key, 4, first, second, tier, sample);
        return apart + truth.orderError * ofOrder + slot + noise > 0 ? 'first' : 'second';
      },
    }).state.comparisons;
  });
}

describe('the evidence of verdicts', () => {
  it('has the slope that a small step shows', () => {
    const asks = asksOf({ strength: 1.5, pairError: 1, orderError: 1.2, firstSlot: 1, again: 0.4 }, 12);
    const prior: Prior = { strength: 2, pairError: 1.5, orderError: 1, firstSlot: 1.5, again: 0.6 };
    const sum = (of: (asked: readonly Comparison[]) => number) => asks.reduce((total, asked) => total + of(asked), 0);
    priorKeys.forEach((key, i) => {
      const step = (change: number): Prior =>
        key === 'again' ? moreAgain(prior, change) : { ...prior, [key]: prior[key] * Math.exp(change) };
      const height = (change: number) => sum((asked) => evidenceFor(asked)(step(change)).height);
      const derivative = (height(0.02) - height(-0.02)) / 0.04;
      const slope = sum((asked) => evidenceFor(asked)(prior).slope[i]!);
      expect(Math.abs(slope - derivative)).toBeLessThan(0.03 * asks.length);
    });
  });

  it('is nothing where nothing was judged', () => {
    expect(evidenceFor([])(PRIOR)).toEqual({ height: 0, slope: [0, 0, 0, 0, 0] });
  });
});

describe('a fitted prior', () => {
  it('is not given for a handful of asks', () => {
    expect(fitPrior([])).toBeNull();
    expect(fitPrior(Array.from({ length: 100 }, () => []))).toBeNull();
    expect(fitPrior(asksOf(PRIOR, 29))).toBeNull();
  });

  it.each([
    { strength: 12, pairError: 0.5, orderError: 3, firstSlot: 1.5, again: 0.5 },
    { strength: 3, pairError: 0.5, orderError: 6, firstSlot: 9, again: 0.8 },
  ])('finds %o again, and that it is not the default', (truth) => {
    const fitted = fitPrior(asksOf(truth, 80));
    expect(fitted?.differs).toBe(true);
    for (const key of priorKeys) {
      const [low, high] = fitted?.intervals[key] ?? [0, 0];
      // Half as wide again as the 95 % interval: of ten values, one may well be outside of it.
      const reach = Math.sqrt(high / low);
      expect(truth[key]).toBeGreaterThan(low / Math.sqrt(reach));
      expect(truth[key]).toBeLessThan(high * Math.sqrt(reach));
      if (key !== 'again') expect(high / low).toBeLessThan(200);
    }
  });

  it('does not find a difference where there is none', () => {
    expect(fitPrior(asksOf(PRIOR, 80))?.differs).toBe(false);
  });

  it('stands in a tournament’s name', () => {
    const deviation = fc.integer({ min: 5, max: 10_000 }).map((hundredths) => hundredths / 100);
    const share = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(
        deviation,
        deviation,
        deviation,
        deviation,
        share,
        (strength, pairError, orderError, firstSlot, again) => {
          const prior = { strength, pairError, orderError, firstSlot, again };
          expect(readPrior(writePrior(prior))).toEqual(prior);
          expect(openTournament(`adaptive:${writePrior(prior)}`).name).toBe(`adaptive@2:${writePrior(prior)}`);
        },
      ),
    );
    for (const wrong of [
      '',
      '1',
      '1:2',
      '1:2:3:4',
      '0:1:1:1:1',
      '1:1:1:1:2',
      '1:1:1:101:1',
      'a:b:c:d:e',
      '1e1:1:1:1:1',
    ])
      expect(() => openTournament(`adaptive:${wrong || 'x'}`)).toThrow(SaidError);
  });
});
