import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedPreference } from '../../../src/agreement/adjusted-preference.ts';
import { brier, expectedCalibrationError } from '../../../src/agreement/calibration.ts';
import { fleissKappa, krippendorffAlpha, rawAgreement } from '../../../src/agreement/human-human.ts';
import { cohenKappa, perVote } from '../../../src/agreement/judge-human.ts';
import type { SidedChoice } from '../../../src/agreement/preference.ts';
import { type Rating, toStudy } from '../../../src/agreement/ratings.ts';
import { estimate } from '../../../src/agreement/share-estimate.ts';
import { difference } from '../../../src/agreement/two-judges.ts';
import { seeded } from '../../../src/seeded.ts';
import { runs } from '../../support/fuzz.ts';

const options = { resamples: 200, seed: '1' };

/** Ratings of three people and two judges on each item, with two items in a cluster. */
function community(items: number, seed: string, copies = 1): Rating[] {
  const lot = seeded(seed, 'ratings');
  return Array.from({ length: items }, (_, i) =>
    ['ann', 'bo', 'cy', 'judge 1', 'judge 2'].flatMap((rater): Rating[] => {
      const label = lot.below(3) > 0 ? 'x' : 'y';
      const kind = rater.startsWith('judge') ? 'judge' : 'human';
      return Array.from({ length: copies }, (_, copy) => ({
        item: `${i} ${copy}`,
        cluster: `${Math.floor(i / 2)} ${copy}`,
        rater,
        kind,
        label,
      }));
    }),
  ).flat();
}

describe('an interval', () => {
  it('holds its value, and a share’s stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.string(), (items, seed) => {
        const study = toStudy(community(items, seed));
        for (const statistic of [
          rawAgreement(study),
          krippendorffAlpha(study),
          perVote(0),
          cohenKappa(study, 0, true),
          difference(0, 1),
        ]) {
          const { value, low, high } = estimate(statistic, study.items, { resamples: 50, seed });
          if (value === null || low === null || high === null) continue;
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
          if (statistic.kind !== 'share') continue;
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: runs(50) },
    );
  });

  it('has a lower bound below 1 when all say the same, and no bounds for a figure that is not a share', () => {
    const study = toStudy(
      community(20, 'same').map((rating, i) => ({ ...rating, label: Math.floor(i / 5) % 2 ? 'x' : 'y' })),
    );
    const { value, low, high } = estimate(perVote(0), study.items, options);
    expect([value, high]).toEqual([1, 1]);
    expect(low).toBeLessThan(0.75);
    expect(estimate(cohenKappa(study, 0, true), study.items, options)).toMatchObject({
      value: 1,
      low: null,
      high: null,
    });
  });

  it('is as wide with more clusters than are resampled one by one', () => {
    const width = (copies: number) => {
      const study = toStudy(community(2000, 'many', copies));
      const { low, high } = estimate(fleissKappa(study), study.items, { resamples: 400, seed: '1' });
      return (high ?? 0) - (low ?? 0);
    };
    // Four times the clusters halve the width. 4,000 clusters are merged into 2,000 groups.
    expect(width(4) / width(1)).toBeGreaterThan(0.4);
    expect(width(4) / width(1)).toBeLessThan(0.6);
  });

  it('moves with a statistic as its gradient says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 20 }), fc.string(), (items, seed) => {
        const study = toStudy(community(items, seed));
        for (const statistic of [fleissKappa(study), krippendorffAlpha(study)]) {
          const sums = new Float64Array(statistic.size);
          for (const item of study.items) statistic.add(item, sums);
          if (statistic.finish(sums.slice()).value === null) continue;
          const slopes = statistic.gradient?.(sums) ?? [];
          sums.forEach((sum, i) => {
            const at = (there: number) => statistic.finish(sums.with(i, there)).value ?? 0;
            expect(slopes[i]).toBeCloseTo((at(sum + 1e-4) - at(sum - 1e-4)) / 2e-4, 6);
          });
        }
      }),
      { numRuns: runs(50) },
    );
  });

  it('of the Brier score is not given before three surprises', () => {
    const forecasts = (surprises: number) =>
      Array.from({ length: 40 }, (_, i) => ({ cluster: `${i}`, probability: 0.9, outcome: i < surprises ? 0 : 1 }));
    expect(estimate(brier, forecasts(2), options)).toMatchObject({ low: null, high: null, n: 40 });
    const { value, low, high } = estimate(brier, forecasts(3), options);
    expect(low).toBeLessThan(value ?? 0);
    expect(high).toBeGreaterThan(value ?? 1);
  });

  it('is not given for a figure whose bias resampling would repeat', () => {
    const forecasts = Array.from({ length: 50 }, (_, i) => ({
      cluster: `${i}`,
      probability: (i % 10) / 10,
      outcome: i % 2,
    }));
    expect(estimate(expectedCalibrationError(), forecasts, options)).toMatchObject({ low: null, high: null, n: 50 });
  });

  it('costs no more where every item has labels of its own', () => {
    const study = toStudy(community(3000, 'own').map((row) => ({ ...row, label: `${row.item} ${row.label}` })));
    expect(study.labels.length).toBeGreaterThan(5000);
    expect(estimate(fleissKappa(study), study.items, { resamples: 20, seed: '1' }).low).not.toBeNull();
  });
});

describe('the preference for length, adjusted for place', () => {
  const choice = fc.record({
    cluster: fc.constantFrom('1', '2', '3', '4'),
    chose: fc.constantFrom('a' as const, 'b' as const),
    lengthA: fc.integer({ min: 1, max: 3 }),
    lengthB: fc.integer({ min: 1, max: 3 }),
  });

  it('turns over with the sides', () => {
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 30 }), (choices) => {
        const mirrored = choices.map(
          ({ cluster, chose, lengthA, lengthB }): SidedChoice => ({
            cluster,
            chose: chose === 'a' ? 'b' : 'a',
            lengthA: lengthB,
            lengthB: lengthA,
          }),
        );
        const [there, back] = [adjustedPreference(choices), adjustedPreference(mirrored)];
        expect(back.side.value).toBeCloseTo(1 - (there.side.value ?? 0), 8);
        if (there.longer.value === null) expect(back.longer.value).toBeNull();
        else expect(back.longer.value).toBeCloseTo(there.longer.value, 8);
      }),
    );
  });

  it('is none where people only take what stands first', () => {
    // The longer text is first in three of four cases, and people choose the first one in nine of ten.
    const choices = Array.from({ length: 400 }, (_, i): SidedChoice => {
      const longerFirst = i % 4 > 0;
      const side = Math.floor(i / 4) % 10 > 0 ? 'a' : 'b';
      return {
        cluster: `${i}`,
        chose: side,
        lengthA: longerFirst ? 900 : 100,
        lengthB: longerFirst ? 100 : 900,
      };
    });
    const { side, longer } = adjustedPreference(choices);
    expect(side.value).toBeCloseTo(0.9, 3);
    expect(longer.value).toBeCloseTo(0.5, 3);
    expect(adjustedPreference([])).toMatchObject({ side: { value: null }, longer: { value: null } });
  });
});
