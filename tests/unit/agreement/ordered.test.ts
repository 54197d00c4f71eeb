import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement } from '../../../src/agreement/agreement.ts';
import { alternativeAnnotator } from '../../../src/agreement/alternative-annotator.ts';
import { intervalAlpha, ordinalAlpha } from '../../../src/agreement/ordered-alpha.ts';
import { type Rating, toStudy } from '../../../src/agreement/ratings.ts';
import { numberOf, ranksOf } from '../../../src/agreement/scale.ts';
import { estimate } from '../../../src/agreement/share-estimate.ts';
import { weightedKappa } from '../../../src/agreement/weighted-kappa.ts';
import golden from '../../statistics/ordered.json' with { type: 'json' };

const none = { resamples: 0, seed: '1' };
type Units = readonly (readonly (number | null)[])[];
const studyOf = (units: Units, judge: readonly number[] = []) =>
  toStudy(
    units.flatMap((unit, i) => {
      const at = { item: `${i}`, cluster: `${i}` };
      const people = unit.flatMap((label, rater): Rating[] =>
        label === null ? [] : [{ ...at, rater: `p${rater}`, kind: 'human', label: `${label}` }],
      );
      return judge[i] === undefined
        ? people
        : [...people, { ...at, rater: 'judge', kind: 'judge', label: `${judge[i]}` }];
    }),
  );

describe('figures of ordered labels are those of other people’s code', () => {
  it.each(['ordinal', 'interval'] as const)('alpha and alternative annotator test, %s', (scale) => {
    const { votes, judge, alpha, winningRate, advantage } = golden[scale];
    const study = studyOf(votes, judge);
    const of = scale === 'ordinal' ? ordinalAlpha : intervalAlpha;
    expect(estimate(of(study), study.items, none).value).toBeCloseTo(alpha, 10);
    const found = alternativeAnnotator(study, 0, { epsilon: 0.15, scale });
    expect(found.winningRate).toEqual({ value: winningRate, low: null, high: null, n: 5 });
    expect(found.advantage.value).toBeCloseTo(advantage, 12);
  });

  it('weighted kappas', () => {
    const { votes, judge, kappas } = golden.ordinal;
    const firsts = votes.map((unit) => [unit.find((label) => label !== null) ?? null]);
    const study = studyOf(firsts, judge);
    for (const weights of ['linear', 'quadratic'] as const)
      expect(estimate(weightedKappa(study, 0, weights), study.items, none).value).toBeCloseTo(kappas[weights], 12);
  });

  // Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: one example, several metrics.
  const example: Units = [
    [1, 1, null, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [null, 5, 5, 5],
    [null, null, 1, 1],
    [null, null, 3, null],
  ];
  it('Krippendorff’s own example', () => {
    const study = studyOf(example);
    expect(estimate(ordinalAlpha(study), study.items, none).value?.toFixed(3)).toBe('0.815');
    expect(estimate(intervalAlpha(study), study.items, none).value?.toFixed(3)).toBe('0.849');
  });
});

describe('ordered labels', () => {
  const units = fc.array(fc.array(fc.option(fc.integer({ min: 1, max: 5 })), { minLength: 3, maxLength: 3 }), {
    minLength: 4,
    maxLength: 12,
  });
  const figureOf = (all: Units, of: typeof ordinalAlpha) => {
    const study = studyOf(all);
    return estimate(of(study), study.items, none).value;
  };
  const same = (a: number | null, b: number | null) => {
    if (a === null || b === null) expect(a).toBe(b);
    else expect(a).toBeCloseTo(b, 8);
  };

  it('have an ordinal alpha that depends on their order alone, and an interval alpha that no unit changes', () => {
    fc.assert(
      fc.property(units, (all) => {
        const stretched = all.map((unit) => unit.map((label) => (label === null ? null : label ** 3)));
        same(figureOf(all, ordinalAlpha), figureOf(stretched, ordinalAlpha));
        const scaled = all.map((unit) => unit.map((label) => (label === null ? null : 1e6 + 0.25 * label)));
        same(figureOf(all, intervalAlpha), figureOf(scaled, intervalAlpha));
      }),
    );
  });

  it('have slopes that are those of the figure', () => {
    for (const of of [ordinalAlpha, intervalAlpha]) {
      const study = studyOf(golden.ordinal.votes);
      const statistic = of(study);
      const sums = new Float64Array(statistic.size);
      for (const item of study.items) statistic.add(item, sums);
      const slopes = statistic.gradient!(sums);
      for (let i = 0; i < statistic.size - 1; i++) {
        const at = (step: number) => statistic.finish(sums.map((sum, j) => (i === j ? sum + step : sum))).value!;
        expect(slopes[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 6);
      }
    }
  });

  it('with two values say of the alternative annotator test what names say', () => {
    const votes = golden.ordinal.votes.map((unit) => unit.map((label) => (label === null ? null : label > 3 ? 1 : 0)));
    const study = studyOf(
      votes,
      golden.ordinal.judge.map((label) => (label > 3 ? 1 : 0)),
    );
    const options = { epsilon: 0.1 };
    expect(alternativeAnnotator(study, 0, { ...options, scale: 'ordinal' })).toEqual(
      alternativeAnnotator(study, 0, options),
    );
  });

  it('bring weighted kappas, and only where they were asked for', () => {
    const study = studyOf(golden.ordinal.votes, golden.ordinal.judge);
    const options = { ...none, epsilon: 0.1 };
    expect(agreement(study, options)).toMatchObject({ scale: 'nominal' });
    expect(agreement(study, options).judges.judge).not.toHaveProperty('cohenKappaLinear');
    const found = agreement(study, { ...options, scale: 'ordinal' });
    expect(found.humanHuman.krippendorffAlpha.value).toBeCloseTo(golden.ordinal.alpha, 10);
    expect(found.judges.judge?.cohenKappaQuadratic?.value).toBeGreaterThan(0.5);
  });

  it('are numbers, and nothing that only looks like one', () => {
    expect(['1', ' 2.50', '1e3', '-4'].map(numberOf)).toEqual([1, 2.5, 1000, -4]);
    expect(['', ' ', 'tie', 'Infinity', 'NaN', '4 stars'].map(numberOf)).toEqual([null, null, null, null, null, null]);
    expect(ranksOf(['10', '9', '9.0', '-1'])).toEqual([2, 1, 1, 0]);
  });
});
