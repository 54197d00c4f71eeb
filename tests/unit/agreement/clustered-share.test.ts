import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusteredShare, sumClusters } from '../../../src/agreement/clustered-share.ts';
import { wilson } from '../../../src/agreement/wilson.ts';
import { seeded } from '../../../src/seeded.ts';

const clusters = fc.array(
  fc.tuple(fc.nat(20), fc.nat(20)).map(([hits, misses]) => [hits, hits + misses] as const),
  { maxLength: 40 },
);

describe('a share over clusters', () => {
  it('lies in its interval, and that within 0 and 1', () => {
    fc.assert(
      fc.property(clusters, (given) => {
        const { value, low, high, n } = clusteredShare(sumClusters(given));
        expect(value === null).toBe(n === 0);
        if (value === null) return;
        expect(value).toBeCloseTo(given.reduce((s, [h]) => s + h, 0) / given.reduce((s, [, t]) => s + t, 0), 12);
        if (low === null || high === null) return;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not depend on the order of the clusters, and turns over with hits and misses', () => {
    fc.assert(
      fc.property(clusters, (given) => {
        const there = clusteredShare(sumClusters(given));
        const back = clusteredShare(sumClusters(given.toReversed().map(([h, t]) => [t - h, t] as const)));
        if (there.value === null || there.low === null) return;
        expect(back.value).toBeCloseTo(1 - there.value, 9);
        expect(back.high).toBeCloseTo(1 - there.low, 6);
      }),
    );
  });

  it('is close to Wilson’s own where every cluster is one trial', () => {
    const single = Array.from({ length: 400 }, (_, i) => [i % 4 === 0 ? 0 : 1, 1] as const);
    const plain = wilson(300, 400);
    const { low, high } = clusteredShare(sumClusters(single));
    expect(low).toBeCloseTo(plain.low, 2);
    expect(high).toBeCloseTo(plain.high, 2);
  });

  it('is as wide as if each cluster were one trial where all votes of a cluster say the same', () => {
    const once = Array.from({ length: 60 }, (_, i) => [i % 3 === 0 ? 0 : 1, 1] as const);
    const tenfold = once.map(([h]) => [10 * h, 10] as const);
    const [few, many] = [clusteredShare(sumClusters(once)), clusteredShare(sumClusters(tenfold))];
    expect(many.low).toBeCloseTo(few.low ?? 0, 9);
    expect(many.high).toBeCloseTo(few.high ?? 0, 9);
  });

  it('holds the truth in about 95 of 100 samples', () => {
    const lot = seeded('coverage', 'clusters');
    const chance = () => lot.below(1_000_000) / 1_000_000;
    let held = 0;
    for (let run = 0; run < 1000; run++) {
      // Each question has 1 to 8 votes and a share of its own from 0.4 to 0.9, so the mean is 0.65.
      const sample = Array.from({ length: 30 }, () => {
        const own = 0.4 + 0.5 * chance();
        const votes = 1 + lot.below(8);
        return [Array.from({ length: votes }, chance).filter((p) => p < own).length, votes] as const;
      });
      const { low, high } = clusteredShare(sumClusters(sample));
      if ((low ?? 1) <= 0.65 && 0.65 <= (high ?? 0)) held += 1;
    }
    expect(held).toBeGreaterThan(930);
    expect(held).toBeLessThan(975);
  });
});
