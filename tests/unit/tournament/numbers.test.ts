import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cholesky, inverse, solve } from '../../../src/linear.ts';
import { seeded } from '../../../src/seeded.ts';
import { expectedRise } from '../../../src/tournament/envelope.ts';
import { expectedExcess, normalBelow } from '../../../src/tournament/normal.ts';
import { chancesToBeBest } from '../../../src/tournament/p-best.ts';

/** ∫ f(z) φ(z) dz by the trapezoid rule, which is very accurate for smooth f. */
function expectation(f: (z: number) => number): number {
  const step = 1 / 512;
  let sum = 0;
  for (let z = -9; z <= 9; z += step) sum += f(z) * Math.exp(-0.5 * z * z);
  return (sum * step) / Math.sqrt(2 * Math.PI);
}

const small = fc.double({ min: -3, max: 3, noNaN: true });

describe('normal probabilities', () => {
  it('are those of the tables', () => {
    expect(normalBelow(0)).toBeCloseTo(0.5, 7);
    expect(normalBelow(1)).toBeCloseTo(0.841344746, 7);
    expect(normalBelow(-1.959963985)).toBeCloseTo(0.025, 7);
    expect(normalBelow(-5) / 2.866515719e-7).toBeCloseTo(1, 5);
  });

  it('make the expected excess', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true }), (gap, s) => {
        expect(expectedExcess(gap, s)).toBeCloseTo(
          expectation((z) => Math.max(0, s * z - gap)),
          4,
        );
      }),
    );
  });
});

describe('the expected rise of the best of several lines', () => {
  it('is that of the integral', () => {
    const line = fc.tuple(small, fc.oneof(small, fc.constantFrom(0, 1)));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const heights = Float64Array.from(lines, ([height]) => height);
        const slopes = Float64Array.from(lines, ([, slope]) => slope);
        const exact = expectation((z) => Math.max(...lines.map(([height, slope]) => height + slope * z)));
        expect(expectedRise(heights, slopes, lines.length)).toBeCloseTo(exact - Math.max(...heights), 4);
      }),
    );
  });
});

describe('linear systems', () => {
  it('are solved and inverted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.string(), (n, salt) => {
        const lot = seeded(salt, 'matrix');
        const root = Array.from({ length: n * n }, () => lot.below(2001) / 1000 - 1);
        const matrix = Float64Array.from({ length: n * n }, (_, at) => {
          const [i, j] = [Math.floor(at / n), at % n];
          let sum = i === j ? 1 : 0;
          for (let k = 0; k < n; k++) sum += (root[i * n + k] as number) * (root[j * n + k] as number);
          return sum;
        });
        const factor = cholesky(matrix, n);
        const b = Array.from({ length: n }, (_, i) => i + 1);
        const x = solve(factor, n, b);
        const inverted = inverse(factor, n);
        for (let i = 0; i < n; i++) {
          let back = 0;
          for (let k = 0; k < n; k++) back += (matrix[i * n + k] as number) * (x[k] as number);
          expect(back).toBeCloseTo(i + 1, 8);
          for (let j = 0; j < n; j++) {
            let one = 0;
            for (let k = 0; k < n; k++) one += (matrix[i * n + k] as number) * (inverted[k * n + j] as number);
            expect(one).toBeCloseTo(i === j ? 1 : 0, 8);
          }
        }
      }),
    );
  });
});

describe('chances to be the best', () => {
  it('of two are what the difference says', () => {
    fc.assert(
      fc.property(small, small, fc.double({ min: 0.1, max: 3, noNaN: true }), (a, b, variance) => {
        const [first] = chancesToBeBest(Float64Array.of(a, b), Float64Array.of(variance, 0, 0, 1), 2, 2) as [
          number,
          number,
        ];
        expect(Math.abs(first - normalBelow((a - b) / Math.sqrt(variance + 1)))).toBeLessThan(0.03);
      }),
    );
  });

  it('are equal among equals and sum to 1', () => {
    const m = 5;
    const unit = Float64Array.from({ length: m * m }, (_, at) => (at % (m + 1) === 0 ? 1 : 0));
    const shares = chancesToBeBest(new Float64Array(m), unit, m, m);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    for (const share of shares) expect(Math.abs(share - 0.2)).toBeLessThan(0.03);
  });

  it('are certain where one is far ahead', () => {
    expect(chancesToBeBest(Float64Array.of(9, 0), Float64Array.of(1, 0, 0, 1), 2, 2)).toEqual([1, 0]);
  });
});

describe('one seed', () => {
  it('tosses another coin for each purpose of a seed', () => {
    const coins = (purpose: string) => Array.from({ length: 400 }, (_, seed) => seeded(`${seed}`, purpose).coin());
    const [one, other] = [coins('first of 0 and 1'), coins('first of 0 and 2')];
    const same = one.filter((coin, i) => coin === other[i]).length;
    expect(Math.abs(same - 200)).toBeLessThan(60);
  });
});
