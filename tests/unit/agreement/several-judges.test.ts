import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedShare, type JudgedRow } from '../../../src/agreement/corrected-share.ts';
import { dawidSkene, type Pattern } from '../../../src/agreement/dawid-skene.ts';
import { predictionPowered } from '../../../src/agreement/prediction-powered.ts';
import { type Rating, toStudy } from '../../../src/agreement/ratings.ts';
import { severalJudges } from '../../../src/agreement/several-judges.ts';
import { winRate } from '../../../src/agreement/win-rate.ts';
import { withoutGold } from '../../../src/agreement/without-gold.ts';
import golden from '../../statistics/several.json' with { type: 'json' };
import { runs } from '../../support/fuzz.ts';

const options = { resamples: 50, seed: '1' };
const patternsOf = (rows: readonly (readonly number[])[]): Pattern[] =>
  rows.map((labels) => ({ labels: labels.map((label) => (label < 0 ? undefined : label)), weight: 1 }));

/** A study of judges alone, from rows of items by judges. −1: no label. */
const judgesOnly = (rows: readonly (readonly number[])[]) =>
  toStudy(
    rows.flatMap((labels, i) =>
      labels.flatMap((label, j): Rating[] =>
        label < 0 ? [] : [{ item: `${i}`, cluster: `${i}`, rater: `judge ${j}`, kind: 'judge', label: `${label}` }],
      ),
    ),
  );

/** Rows as Lee et al. count them: yes of n; right on m0 that people say no to, and on m1 of yes. */
function rowsOf({ n, yes, m0, right0, m1, right1 }: Record<'n' | 'yes' | 'm0' | 'right0' | 'm1' | 'right1', number>) {
  const rows: JudgedRow[] = [];
  const add = (count: number, judge: number, human?: number) => {
    for (let i = 0; i < count; i++) rows.push({ cluster: `${rows.length}`, judge, human });
  };
  add(yes, 1);
  add(n - yes, 0);
  add(right0, 0, 0);
  add(m0 - right0, 1, 0);
  add(right1, 1, 1);
  add(m1 - right1, 0, 1);
  return rows;
}

describe('figures that other people’s packages computed', () => {
  it('Dawid and Skene’s model is crowd-kit’s, without smoothing', () => {
    const { rows, classes, prevalence, confusion, labels } = golden.dawid_skene;
    const found = dawidSkene(patternsOf(rows), classes, confusion.length, { smoothing: 0, rounds: 2000, close: 1e-12 });
    const flat = (model: { prevalence: readonly number[]; confusion: readonly (readonly (readonly number[])[])[] }) =>
      [...model.prevalence, ...model.confusion.flat(2)].map((p) => Number(p.toFixed(4)));
    expect(flat(found)).toEqual(flat({ prevalence, confusion }));
    expect(found.posterior.map((row) => row.indexOf(Math.max(...row)))).toEqual(labels);
  });

  it.each(golden.corrected)('the corrected share is Lee et al.’s: $n, $m0, $m1', ({ value, low, high, ...counts }) => {
    const found = correctedShare(rowsOf(counts));
    expect(found.value).toBeCloseTo(value, 12);
    expect(found.low).toBeCloseTo(low, 9);
    expect(found.high).toBeCloseTo(high, 9);
  });

  it('the prediction-powered mean is ppi-python’s', () => {
    const { human, judge, more, value, lambda } = golden.prediction_powered;
    const found = predictionPowered([
      ...human.map((one, i) => ({ cluster: `${i}`, human: one, judge: judge[i] ?? 0 })),
      ...more.map((one, i) => ({ cluster: `more ${i}`, judge: one })),
    ]);
    // Their λ divides the covariance by n, ours by n − 1.
    const n = human.length;
    expect((found.lambda * (n - 1)) / n).toBeCloseTo(lambda, 9);
    expect(Math.abs((found.value ?? 0) - value)).toBeLessThan(0.002);
  });
});

describe('judges without gold', () => {
  it('keep the names of classes, and weigh a bad judge less', () => {
    const rows = Array.from({ length: 200 }, (_, i) => {
      const truth = i % 2;
      return [
        truth,
        i % 10 === 0 ? 1 - truth : truth,
        i % 7 === 0 ? 1 - truth : truth,
        i % 3 === 0 ? 1 - truth : truth,
      ];
    });
    const found = withoutGold(judgesOnly(rows));
    expect(found.missing).toBeNull();
    const of = (judge: number) => found.judges[`judge ${judge}`]?.accuracy.value ?? Number.NaN;
    expect(of(0)).toBeGreaterThan(of(2));
    expect(of(2)).toBeGreaterThan(of(3));
    expect(found.labels.filter((label, i) => label !== undefined && i % 2 === label).length).toBeGreaterThan(195);
  });

  it.each([
    ['two judges', Array.from({ length: 40 }, (_, i) => [i % 2, i % 2]), /3 judges/],
    ['few items', Array.from({ length: 10 }, (_, i) => [i % 2, i % 2, i % 2]), /30 items/],
    ['one label', Array.from({ length: 40 }, () => [0, 0, 0]), /same label/],
  ])('say why they say nothing: %s', (_, rows, why) => {
    expect(withoutGold(judgesOnly(rows))).toMatchObject({
      missing: expect.stringMatching(why),
      labels: [],
    });
  });

  it('give shares of items, whatever the labels', () => {
    const rows = fc.array(fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: -1, max: 2 }))), {
      minLength: 30,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, (labels) => {
        const { judges, prevalence } = withoutGold(judgesOnly(labels));
        const sum = Object.values(prevalence).reduce((a, b) => a + b, 0);
        if (Object.keys(prevalence).length > 0) expect(sum).toBeCloseTo(1, 9);
        for (const { accuracy } of Object.values(judges)) {
          expect(accuracy.value).toBeGreaterThanOrEqual(0);
          expect(accuracy.value).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: runs(20) },
    );
  });

  it('agree among themselves as people would', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 2, i % 3 === 0 ? 1 : i % 2, i % 5 === 0 ? 0 : i % 2]);
    const { among, pairs, people } = severalJudges(judgesOnly(rows), options);
    expect(among.rawAgreement.n).toBe(180);
    const [first] = pairs;
    const same = rows.filter(([a, b]) => a === b).length / 60;
    expect([first?.judges, first?.agreement.value]).toEqual([['judge 0', 'judge 1'], same]);
    expect(pairs.length).toBe(3);
    expect(people).toBeNull();
  });
});

describe('a corrected share', () => {
  it.each([
    [{ n: 50, yes: 20, m0: 20, right0: 10, m1: 20, right1: 10 }, null, null],
    [{ n: 50, yes: 20, m0: 20, right0: 11, m1: 20, right1: 11 }, true, null],
    [{ n: 50, yes: 20, m0: 5, right0: 5, m1: 20, right1: 19 }, true, null],
    [{ n: 0, yes: 0, m0: 20, right0: 19, m1: 20, right1: 19 }, null, null],
    [{ n: 50, yes: 20, m0: 20, right0: 20, m1: 20, right1: 20 }, true, true],
  ] as const)('has a value and an interval only where the data tell: %j', (counts, value, low) => {
    const found = correctedShare(rowsOf(counts));
    expect([found.value !== null || null, found.low !== null || null]).toEqual([value, low]);
  });

  it('has a wider interval where items of a cluster say the same', () => {
    const rows = rowsOf({ n: 100, yes: 60, m0: 40, right0: 34, m1: 40, right1: 36 });
    const wide = (found: { low: number | null; high: number | null }) => (found.high ?? 0) - (found.low ?? 0);
    const alone = correctedShare(rows);
    const together = correctedShare(rows.map((row, i) => ({ ...row, cluster: `${Math.floor(i / 10)}` })));
    expect(together.value).toBe(alone.value);
    expect(wide(together)).toBeGreaterThan(1.5 * wide(alone));
  });
});

describe('a win rate', () => {
  it('is the mean of preferences, with AlpacaEval’s standard error', () => {
    const rows = [0.1, 0.9, 0.5, 1].map((preference, i) => ({ cluster: `${i}`, preference }));
    const found = winRate(rows);
    expect(found).toMatchObject({ wins: 2, losses: 1, draws: 1 });
    expect(found.winRate.value).toBeCloseTo(0.625, 12);
    expect(found.standardError).toBeCloseTo(0.20564937799, 9);
    expect(found.discrete.value).toBe(0.625);
  });

  it('has an interval where one model won everything, and none where every preference is the same', () => {
    const all = (preference: number) =>
      winRate(Array.from({ length: 20 }, (_, i) => ({ cluster: `${i}`, preference })));
    expect(all(1).winRate).toMatchObject({ value: 1, high: 1 });
    expect(all(1).winRate.low).toBeLessThan(0.9);
    expect(all(0.7).winRate).toMatchObject({ low: null, high: null });
  });
});
