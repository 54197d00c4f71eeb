import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gauss, uniform } from '../../../bench/tournament/random.ts';
import { SaidError } from '../../../src/said-error.ts';
import { evidenceFor } from '../../../src/tournament/evidence.ts';
import { fitPrior, priorKeys } from '../../../src/tournament/fit-prior.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import { PRIOR, type Prior, readPrior, writePrior } from '../../../src/tournament/adaptive-1/prior.ts';
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
      verdict: ({ first, second }, sample) => {
        const error = truth.pairError * gauss(key, 3, Math.min(first, second), Math.max(first, second));
        const apart = (strengths[first] as number) - (strengths[second] as number);
        const logit = apart + (first < second ? error : -error) + slot;
        return uniform(key, 4, first, second, sample) < 1 / (1 + Math.exp(-logit)) ? 'first' : 'second';
      },
    }).state.comparisons;
  });
}

const verdicts = (...all: ['ab' | 'ba', 'first' | 'second'][]): Comparison[] =>
  all.map(([order, verdict], i) => ({
    id: i + 1,
    first: order === 'ab' ? 0 : 1,
    second: order === 'ab' ? 1 : 0,
    tier: 0,
    verdict,
  }));

/**
 * The log evidence of two candidates, by a grid over its two unknowns:
 * their difference including the pair error, and the position bias.
 */
function heightByGrid(asked: readonly Comparison[], { strength, pairError, firstSlot }: Prior): number {
  const spread = Math.sqrt(2 * strength ** 2 + pairError ** 2);
  const grid = Array.from({ length: 97 }, (_, i) => (i - 48) / 8);
  let [sum, total] = [0, 0];
  for (const z of grid) {
    for (const y of grid) {
      const weight = Math.exp(-0.5 * (z * z + y * y));
      let chance = 1;
      for (const { first, verdict } of asked) {
        const logit = (first === 0 ? z : -z) * spread + y * firstSlot;
        chance /= 1 + Math.exp(verdict === 'first' ? -logit : logit);
      }
      sum += weight * chance;
      total += weight;
    }
  }
  return Math.log(sum / total);
}

describe('the evidence of verdicts', () => {
  it.each([
    [verdicts(['ab', 'first'])],
    [verdicts(['ab', 'first'], ['ba', 'second'], ['ab', 'first'])],
    [verdicts(['ab', 'first'], ['ba', 'first'], ['ab', 'second'], ['ba', 'first'])],
  ])('is the integral, and its slope the derivative, up to the noise of the draws: %#', (asked) => {
    const seeds = Array.from({ length: 200 }, (_, i) => `${i}`);
    const found = seeds.map((seed) => evidenceFor(asked, seed)(PRIOR));
    const mean = (of: (one: (typeof found)[number]) => number) => found.reduce((sum, one) => sum + of(one), 0) / 200;
    expect(mean(({ height }) => height)).toBeCloseTo(heightByGrid(asked, PRIOR), 1);
    priorKeys.forEach((key, i) => {
      const at = (factor: number) => heightByGrid(asked, { ...PRIOR, [key]: PRIOR[key] * factor });
      const derivative = (at(Math.exp(0.01)) - at(Math.exp(-0.01))) / 0.02;
      expect(Math.abs(mean(({ slope }) => slope[i] as number) - derivative)).toBeLessThan(0.05);
    });
  });

  it('is nothing where nothing was judged', () => {
    expect(evidenceFor([], '1')(PRIOR)).toEqual({ height: 0, slope: [0, 0, 0] });
  });
});

describe('a fitted prior', () => {
  it('is not given for a handful of asks', () => {
    expect(fitPrior([])).toBeNull();
    expect(fitPrior(Array.from({ length: 100 }, () => []))).toBeNull();
    expect(fitPrior(asksOf(PRIOR, 29))).toBeNull();
  });

  it.each([
    { strength: 3.5, pairError: 1, firstSlot: 1.5 },
    { strength: 1.2, pairError: 2.2, firstSlot: 0.4 },
  ])('finds %o again, and that it is not the default', (truth) => {
    const fitted = fitPrior(asksOf(truth, 80));
    expect(fitted?.differs).toBe(true);
    for (const key of priorKeys) {
      const [low, high] = fitted?.intervals[key] ?? [0, 0];
      // Half as wide again as the 95 % interval: of six values, one may well be outside of it.
      const reach = Math.sqrt(high / low);
      expect(truth[key]).toBeGreaterThan(low / Math.sqrt(reach));
      expect(truth[key]).toBeLessThan(high * Math.sqrt(reach));
    }
  });

  it('does not find a difference where there is none', () => {
    expect(fitPrior(asksOf(PRIOR, 80))?.differs).toBe(false);
  });

  it('stands in a tournament’s name', () => {
    const deviation = fc.integer({ min: 5, max: 2000 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(deviation, deviation, deviation, (strength, pairError, firstSlot) => {
        const prior = { strength, pairError, firstSlot };
        expect(readPrior(writePrior(prior))).toEqual(prior);
        expect(openTournament(`adaptive:${writePrior(prior)}`).name).toMatch(/^adaptive/);
      }),
    );
    for (const wrong of ['', '1', '1:2', '1:2:3:4', '0:1:1', '1:-1:1', '1:1:21', 'a:b:c', '1e1:1:1'])
      expect(() => openTournament(`adaptive:${wrong || 'x'}`)).toThrow(SaidError);
  });
});
