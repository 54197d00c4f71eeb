import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidenceSequence, countEqual, logCapital } from '../../../src/agreement/confidence-sequence.ts';
import { wilson } from '../../../src/agreement/wilson.ts';

interface Golden {
  name: string;
  x: number[];
  capital: { mean: number; log: number }[];
  interval: [number, number];
  cell: number;
}
const golden: Golden[] = JSON.parse(
  readFileSync(new URL('../../statistics/confidence-sequence.json', import.meta.url), 'utf8'),
);

const shares = fc.array(
  fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 6 })).map(([of, votes]) => Math.min(1, of / votes)),
  { minLength: 1, maxLength: 60 },
);

describe('a confidence sequence', () => {
  it.each(golden)('is that of confseq: $name', ({ x, capital, interval, cell }) => {
    for (const { mean, log } of capital) expect(logCapital(countEqual(x), mean)).toBeCloseTo(log, 8);
    const { low, high } = confidenceSequence(x);
    // confseq goes along a grid, and takes the whole of its outermost cells.
    expect(low! - interval[0]).toBeGreaterThan(-1e-8);
    expect(low! - interval[0]).toBeLessThan(cell + 1e-8);
    expect(interval[1] - high!).toBeGreaterThan(-1e-8);
    expect(interval[1] - high!).toBeLessThan(cell + 1e-8);
  });

  it('holds the mean, stays in 0–1, and is the same in any order', () => {
    fc.assert(
      fc.property(shares, fc.func(fc.nat()), (x, key) => {
        const { value, low, high, n } = confidenceSequence(x);
        expect(n).toBe(x.length);
        expect(0 <= low! && low! <= value! && value! <= high! && high! <= 1).toBe(true);
        const turned = confidenceSequence(x.toSorted((a, b) => key(a) - key(b)).toReversed());
        expect(turned.low).toBeCloseTo(low!, 7);
        expect(turned.high).toBeCloseTo(high!, 7);
      }),
    );
  });

  it('is the same from the other side', () => {
    fc.assert(
      fc.property(shares, (x) => {
        const [one, other] = [confidenceSequence(x), confidenceSequence(x.map((value) => 1 - value))];
        expect(other.low).toBeCloseTo(1 - one.high!, 6);
        expect(other.high).toBeCloseTo(1 - one.low!, 6);
      }),
    );
  });

  it('is wider than an interval for one look, and narrow where questions hardly differ', () => {
    const votes = Array.from({ length: 100 }, (_, i) => (i % 25 < 17 ? 1 : 0));
    const [watched, once] = [confidenceSequence(votes), wilson(68, 100)];
    const width = watched.high! - watched.low!;
    expect(width).toBeGreaterThan(once.high - once.low);
    expect(width).toBeLessThan(0.31);
    const alike = confidenceSequence(votes.map((vote) => 0.6 + 0.1 * vote));
    expect(alike.high! - alike.low!).toBeLessThan(0.1);
  });

  it('keeps shrinking with a hundred thousand questions', () => {
    const { low, high } = confidenceSequence(Array.from({ length: 100_000 }, (_, i) => (i % 25 < 17 ? 1 : 0)));
    expect(high! - low!).toBeLessThan(0.014);
  });

  it('says nothing without an observation, and refuses what is no share', () => {
    expect(confidenceSequence([])).toEqual({ value: null, low: null, high: null, n: 0 });
    expect(() => confidenceSequence([0.5, 1.2])).toThrow(/must be in 0–1, and is 1.2/);
    expect(() => confidenceSequence([Number.NaN])).toThrow(RangeError);
  });
});
