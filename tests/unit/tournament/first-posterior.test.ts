import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMode } from '../../../src/tournament/adaptive-1/mode.ts';
import { PRIOR } from '../../../src/tournament/adaptive-1/prior.ts';
import { spreadAround } from '../../../src/tournament/adaptive-1/spread.ts';
import { tallyPairs } from '../../../src/tournament/adaptive-1/tally.ts';
import type { Comparison } from '../../../src/tournament/tournament.ts';
import { runs } from '../../support/fuzz.ts';

/** The log density of the model up to a constant, with each pair error as a variable of its own. */
function logDensity(
  theta: readonly number[],
  beta: number,
  errors: ReadonlyMap<string, number>,
  asked: readonly Comparison[],
) {
  const square = (x: number, sd: number) => -0.5 * (x / sd) ** 2;
  let sum = square(beta, PRIOR.firstSlot);
  for (const x of theta) sum += square(x, PRIOR.strength);
  for (const x of errors.values()) sum += square(x, PRIOR.pairError);
  for (const { first, second, verdict } of asked) {
    const key = `${Math.min(first, second)} ${Math.max(first, second)}`;
    const error = (errors.get(key) as number) * (first < second ? 1 : -1);
    const logit = (theta[first] as number) - (theta[second] as number) + error + beta;
    sum -= Math.log1p(Math.exp(verdict === 'first' ? -logit : logit));
  }
  return sum;
}

const M = 4;
const slots = [...Array(M).keys()];
const comparisons = fc
  .array(
    fc.record({
      pair: fc.shuffledSubarray(slots, { minLength: 2, maxLength: 2 }),
      verdict: fc.constantFrom('first' as const, 'second' as const),
    }),
    { maxLength: 24 },
  )
  .map((all) =>
    all.map(
      ({ pair, verdict }, i): Comparison => ({
        id: i + 1,
        first: pair[0] as number,
        second: pair[1] as number,
        tier: 0,
        verdict,
      }),
    ),
  );

/** All unknowns of the model as one vector, for finite differences. */
function unfold(asked: readonly Comparison[]) {
  const pairs = tallyPairs(slots, asked);
  const mode = findMode(pairs, M, PRIOR);
  const seen = pairs.map((pair, i) => ({ pair, i })).filter(({ pair }) => pair.aFirst.valid + pair.bFirst.valid > 0);
  const at = [
    ...mode.mean,
    ...seen.map(
      ({ pair, i }) => (mode.logits[i] as number) - (mode.mean[pair.a] as number) + (mode.mean[pair.b] as number),
    ),
  ];
  const height = (x: readonly number[]) =>
    logDensity(
      x.slice(0, M),
      x[M] as number,
      new Map(seen.map(({ pair }, k) => [`${pair.a} ${pair.b}`, x[M + 1 + k] as number])),
      asked,
    );
  return { pairs, mode, at, height };
}

const moved = (x: readonly number[], steps: readonly (readonly [number, number])[]) => {
  const to = [...x];
  for (const [i, step] of steps) to[i] = (to[i] as number) + step;
  return to;
};

/** Inverts a matrix by plain Gauss–Jordan elimination. */
function invert(matrix: number[][]): number[][] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < n; i++) {
    const pivot = rows[i] as number[];
    const by = pivot[i] as number;
    for (let j = 0; j < 2 * n; j++) pivot[j] = (pivot[j] as number) / by;
    rows.forEach((row, k) => {
      const factor = row[i] as number;
      if (k !== i) for (let j = 0; j < 2 * n; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    });
  }
  return rows.map((row) => row.slice(n));
}

describe('the posterior of the first rule', () => {
  it('stands on the top: no unknown can be moved to advantage', () => {
    fc.assert(
      fc.property(comparisons, (asked) => {
        const { at, height } = unfold(asked);
        for (let i = 0; i < at.length; i++) {
          const slope = (height(moved(at, [[i, 1e-4]])) - height(moved(at, [[i, -1e-4]]))) / 2e-4;
          expect(Math.abs(slope)).toBeLessThan(1e-5);
        }
      }),
    );
  });

  it('has the covariance of the whole system, pair errors and all', () => {
    fc.assert(
      fc.property(comparisons, (asked) => {
        const { pairs, mode, at, height } = unfold(asked);
        const h = 1e-3;
        const curvature = at.map((_, i) =>
          at.map((_x, j) => {
            const f = (a: number, b: number) =>
              height(
                moved(at, [
                  [i, a * h],
                  [j, b * h],
                ]),
              );
            return -(f(1, 1) - f(1, -1) - f(-1, 1) + f(-1, -1)) / (4 * h * h);
          }),
        );
        const whole = invert(curvature);
        const { covariance } = spreadAround(mode, pairs, M, PRIOR, false);
        for (let i = 0; i <= M; i++) {
          for (let j = 0; j <= M; j++) {
            expect(covariance[i * (M + 1) + j]).toBeCloseTo((whole[i] as number[])[j] as number, 3);
          }
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it('takes back the signs when every verdict is turned round', () => {
    fc.assert(
      fc.property(comparisons, (asked) => {
        const turned = asked.map(
          (one): Comparison => ({ ...one, verdict: one.verdict === 'first' ? 'second' : 'first' }),
        );
        const { mean } = findMode(tallyPairs(slots, asked), M, PRIOR);
        const other = findMode(tallyPairs(slots, turned), M, PRIOR).mean;
        mean.forEach((value, i) => {
          expect(other[i]).toBeCloseTo(-value, 6);
        });
      }),
    );
  });

  it('is shrunk, not moved, by what is in flight', () => {
    const asked: Comparison[] = [{ id: 1, first: 0, second: 1, tier: 0, verdict: 'first' }];
    const flying: Comparison[] = [...asked, { id: 2, first: 2, second: 3, tier: 0, verdict: null }];
    const [before, after] = [asked, flying].map((all) => {
      const pairs = tallyPairs(slots, all);
      const mode = findMode(pairs, M, PRIOR);
      return { mean: [...mode.mean], spread: spreadAround(mode, pairs, M, PRIOR, true).covariance };
    });
    expect(after?.mean).toEqual(before?.mean);
    const variance = (of: typeof before) => of?.spread[2 * (M + 1) + 2] as number;
    expect(variance(after)).toBeLessThan(variance(before) - 0.1);
  });

  it('finds the first-slot preference in a judge that always takes the first', () => {
    const asked = slots.flatMap((a) =>
      slots
        .filter((b) => b !== a)
        .map((b, i): Comparison => ({ id: a * 9 + i, first: a, second: b, tier: 0, verdict: 'first' })),
    );
    const { mean } = findMode(tallyPairs(slots, asked), M, PRIOR);
    expect(mean[M]).toBeGreaterThan(1);
    for (const slot of slots) expect(mean[slot]).toBeCloseTo(0, 6);
  });
});
