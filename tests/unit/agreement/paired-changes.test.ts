import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beyondRepeats } from '../../../src/agreement/beyond-repeats.ts';
import { signFlipP } from '../../../src/agreement/sign-flip.ts';
import { mcNemarP } from '../../../src/agreement/two-judges.ts';
import { seeded } from '../../../src/seeded.ts';

/** All 2^G signs, counted one by one. */
function counted(differences: readonly number[]): number {
  const seen = Math.abs(differences.reduce((sum, d) => sum + d, 0));
  let asFar = 0;
  for (let signs = 0; signs < 2 ** differences.length; signs++) {
    const sum = differences.reduce((all, d, i) => all + ((signs >> i) & 1 ? d : -d), 0);
    if (Math.abs(sum) >= seen) asFar += 1;
  }
  return asFar / 2 ** differences.length;
}

describe('a paired change by cluster', () => {
  it('is McNemar’s exact test where each cluster has one pair', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.nat(5), (better, worse, same) => {
        const differences = [...Array(better).fill(1), ...Array(worse).fill(-1), ...Array(same).fill(0)];
        expect(signFlipP(differences)).toBeCloseTo(mcNemarP(better, worse), 10);
      }),
    );
  });

  it('is what counting all signs gives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 10 }), (differences) => {
        expect(signFlipP(differences)).toBeCloseTo(counted(differences), 12);
      }),
    );
  });

  it('is less sure where the pairs that changed belong to few questions', () => {
    expect(signFlipP([5, 5])).toBe(0.5);
    expect(signFlipP(Array(10).fill(1))).toBeCloseTo(2 / 1024, 12);
  });

  it('takes the normal approximation for very many, and that is near', () => {
    const many = Array.from({ length: 4000 }, (_, i) => (i % 40 === 0 ? 8 : i % 2 === 0 ? 8 : -8));
    expect(signFlipP(many)).toBeCloseTo(1, 1);
    expect(signFlipP(Array(4000).fill(8))).toBeLessThan(1e-6);
  });
});

describe('a change beyond what repeats change', () => {
  it('is none for a judge that says the same, and plain for one that says the opposite', () => {
    const same = Array.from({ length: 20 }, () => ({ before: [0, 0, 0], after: [0, 0, 0] }));
    expect(beyondRepeats(same, '1')).toEqual({ between: 0, within: 0, p: 1, n: 20 });
    const turned = Array.from({ length: 20 }, () => ({ before: [0, 0, 0], after: [1, 1, 1] }));
    expect(beyondRepeats(turned, '1')).toEqual({ between: 1, within: 0, p: 1 / 2000, n: 20 });
  });

  it('cannot be told from single runs', () => {
    expect(beyondRepeats([{ before: [0], after: [1] }], '1')).toEqual({ between: null, within: null, p: null, n: 0 });
  });

  it('is claimed in some five of a hundred runs of a judge that only wavers', () => {
    const lot = seeded('2', 'wavering');
    const verdict = (chance: number) => Number(lot.below(100) < chance);
    let claimed = 0;
    for (let run = 0; run < 100; run++) {
      const items = Array.from({ length: 15 }, (_, i) => {
        const draw = () => [verdict(10 * (i % 10)), verdict(10 * (i % 10)), verdict(10 * (i % 10))];
        return { before: draw(), after: draw() };
      });
      if (beyondRepeats(items, `${run}`).p! <= 0.05) claimed += 1;
    }
    expect(claimed).toBeLessThanOrEqual(11);
  }, 60_000);
});
