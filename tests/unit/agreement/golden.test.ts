import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import { adjustedPreference } from '../../../src/agreement/adjusted-preference.ts';
import { alternativeAnnotator } from '../../../src/agreement/alternative-annotator.ts';
import { brier, expectedCalibrationError } from '../../../src/agreement/calibration.ts';
import { classify } from '../../../src/agreement/classification.ts';
import { clusterVariances } from '../../../src/agreement/cluster-variance.ts';
import { clusteredShare, sumClusters } from '../../../src/agreement/clustered-share.ts';
import { davidson } from '../../../src/agreement/davidson.ts';
import { fleissKappa, gwetAc1, krippendorffAlpha } from '../../../src/agreement/human-human.ts';
import { cohenKappa } from '../../../src/agreement/judge-human.ts';
import { maximise } from '../../../src/agreement/likelihood.ts';
import { logisticRegression } from '../../../src/agreement/logistic-regression.ts';
import { addPairs, bradleyTerryModel } from '../../../src/agreement/paired-models.ts';
import { pickWinRateByVote } from '../../../src/agreement/pick-win-rate.ts';
import { predictionPowered } from '../../../src/agreement/prediction-powered.ts';
import { kendall, spearman } from '../../../src/agreement/rank-correlation.ts';
import { played } from '../../../src/agreement/rankings.ts';
import { type Rating, toStudy } from '../../../src/agreement/ratings.ts';
import { estimate } from '../../../src/agreement/share-estimate.ts';
import { strengths } from '../../../src/agreement/strengths.ts';
import { mcNemar } from '../../../src/agreement/two-judges.ts';
import { wilson } from '../../../src/agreement/wilson.ts';
import golden from '../../statistics/golden.json' with { type: 'json' };
import profiles from '../../statistics/profiles.json' with { type: 'json' };

const none = { resamples: 0, seed: '1' };
/** jstat's quantile of Student's t is accurate to about eight digits. */
const T_DIGITS = 7;
/** A study from rows of items by people. −1: no vote. */
const studyOf = (votes: readonly number[][], judge: readonly number[] = []) =>
  toStudy(
    votes.flatMap((row, i) => {
      const one = { item: `${i}`, cluster: `${i}` };
      const people = row.flatMap((label, p): Rating[] =>
        label < 0 ? [] : [{ ...one, rater: `${p}`, kind: 'human', label: `${label}` }],
      );
      return judge[i] === undefined
        ? people
        : [...people, { ...one, rater: 'judge', kind: 'judge' as const, label: `${judge[i]}` }];
    }),
  );

describe('figures that SciPy and NumPy computed', () => {
  it('rank correlations with ties', () => {
    const { x, y } = golden.ranking;
    expect(spearman(x, y).value).toBeCloseTo(golden.ranking.spearman, 12);
    expect(kendall(x, y).value).toBeCloseTo(golden.ranking.kendall, 12);
  });

  it('Brier score and calibration error', () => {
    const { p, outcome } = golden.calibration;
    const rows = p.map((probability, i) => ({ cluster: `${i}`, probability, outcome: outcome[i] ?? 0 }));
    expect(estimate(brier, rows, none).value).toBeCloseTo(golden.calibration.brier, 12);
    expect(estimate(expectedCalibrationError(), rows, none).value).toBeCloseTo(golden.calibration.ece, 12);
  });

  it.each(golden.mcnemar)('McNemar, exact: $b against $c', ({ b, c, p }) => {
    const rating = (item: string, rater: string, kind: Rating['kind'], label: string): Rating => ({
      item,
      cluster: item,
      rater,
      kind,
      label,
    });
    const study = toStudy(
      Array.from({ length: b + c + 3 }, (_, i) => [
        rating(`${i}`, 'person', 'human', 'x'),
        rating(`${i}`, 'one', 'judge', i < b || i >= b + c ? 'x' : 'y'),
        rating(`${i}`, 'other', 'judge', i < b ? 'y' : 'x'),
      ]).flat(),
    );
    const test = mcNemar(study, 0, 1);
    expect(test).toMatchObject({ onlyFirst: b, onlySecond: c, n: b + c + 3 });
    expect(test.p / p).toBeCloseTo(1, 9);
  });

  const outcomesOf = (rows: readonly (readonly number[])[]) =>
    rows.map(([left, right, y, cluster]) => ({
      left: `${left}`,
      right: `${right}`,
      winner: y === 1 ? ('left' as const) : y === 0 ? ('right' as const) : ('tie' as const),
      cluster: `${cluster}`,
    }));

  it('Bradley–Terry strengths with ties, and their clustered sandwich errors', () => {
    const { rows, strength, half } = golden.bradley_terry;
    const outcomes = outcomesOf(rows);
    for (const { item, strength: found } of strengths(outcomes, { ridge: 1e-3 }))
      expect(found).toBeCloseTo(strength[Number(item)] ?? Number.NaN, 5);
    const numberOf = new Map(strength.map((_, i) => [`${i}`, i]));
    const model = bradleyTerryModel(strength.length);
    const clusters = [...Map.groupBy(outcomes, ({ cluster }) => cluster).values()].map((own) =>
      addPairs(played(own), numberOf),
    );
    const fit = maximise(model, addPairs(played(outcomes), numberOf), 1e-3);
    const units = strength.map((_, i) => Float64Array.from(strength, (_s, j) => (i === j ? 1 : 0)));
    for (const [i, { robust }] of clusterVariances(model, clusters, fit, units).entries())
      expect(jstat.studentt.inv(0.975, 39) * Math.sqrt(robust)).toBeCloseTo(half[i] ?? Number.NaN, 5);
  });

  it('Davidson’s ties', () => {
    const { rows, strength, ties } = golden.davidson;
    const found = davidson(outcomesOf(rows), { ridge: 1e-3 });
    expect(found.ties).toBeCloseTo(ties, 5);
    for (const { item, strength: own } of found.strengths)
      expect(own).toBeCloseTo(strength[Number(item)] ?? Number.NaN, 9);
  });

  it.each([
    ['Bradley–Terry, with ties and clusters', profiles.bradley_terry, strengths],
    ['Davidson, with clusters', profiles.davidson, (rows: Parameters<typeof davidson>[0]) => davidson(rows).strengths],
    ['Bradley–Terry, 19 of 20 won', profiles.nearly, strengths],
    ['Bradley–Terry, all won', profiles.wholly, strengths],
    [
      'Davidson, all won or tied',
      profiles.won_or_tied,
      (rows: Parameters<typeof davidson>[0]) => davidson(rows).strengths,
    ],
  ])('profile intervals of strengths: %s', (_, { rows, found }, compute) => {
    for (const { item, strength, low, high } of compute(outcomesOf(rows))) {
      const { value, ...bounds } = found[Number(item)]!;
      // What is infinite is kept finite by the ridge, and is as exact as that is steep.
      expect(strength).toBeCloseTo(value, 5);
      expect(low).toSatisfy(near(bounds.low ?? Number.NEGATIVE_INFINITY));
      expect(high).toSatisfy(near(bounds.high ?? Number.POSITIVE_INFINITY));
    }
  });
  const near = (wanted: number) => (got: number) => got === wanted || Math.abs(got - wanted) < 2e-6;

  it('prediction-powered inference with tuned lambda', () => {
    const { human, judge, more, ...expected } = golden.prediction_powered;
    const found = predictionPowered([
      ...human.map((value, i) => ({ cluster: `${i}`, human: value, judge: judge[i] ?? 0 })),
      ...more.map((value, i) => ({ cluster: `more ${i}`, judge: value })),
    ]);
    for (const key of ['lambda', 'value', 'low', 'high'] as const)
      expect(found[key]).toBeCloseTo(expected[key], T_DIGITS);
  });

  it('accuracy, macro precision, recall and F1', () => {
    const { truth, said, ...expected } = golden.classification;
    const found = classify(truth.map((label, i) => ({ truth: `${label}`, said: `${said[i]}` })));
    for (const key of ['accuracy', 'precision', 'recall', 'f1'] as const)
      expect(found?.[key]).toBeCloseTo(expected[key], 12);
  });

  it.each(golden.wilson)('Wilson: $hits of $n', ({ hits, n, low, high }) => {
    expect(wilson(hits, n).low).toBeCloseTo(low, 10);
    expect(wilson(hits, n).high).toBeCloseTo(high, 10);
  });

  it("Fleiss' and Cohen's kappa", () => {
    const { votes, fleiss, cohen } = golden.kappas;
    const people = studyOf(votes);
    expect(estimate(fleissKappa(people), people.items, none).value).toBeCloseTo(fleiss, 12);
    const pair = studyOf(
      votes.map(([one]) => [one ?? -1]),
      votes.map(([, other]) => other ?? -1),
    );
    expect(estimate(cohenKappa(pair, 0, true), pair.items, none).value).toBeCloseTo(cohen, 12);
  });

  it("Krippendorff's alpha and Gwet's AC1 with votes missing", () => {
    const { votes, alpha, ac1 } = golden.missing_votes;
    const study = studyOf(votes);
    expect(estimate(krippendorffAlpha(study), study.items, none).value).toBeCloseTo(alpha, 12);
    expect(estimate(gwetAc1(study), study.items, none).value).toBeCloseTo(ac1, 12);
  });

  it('logistic regression with clustered profile intervals', () => {
    const { cluster, longer, chose, value } = golden.logit;
    const rows = chose.map((y, i) => ({
      y,
      terms: [[0, 1] as const, [1, longer[i] ?? 0] as const],
      cluster: `${cluster[i]}`,
    }));
    for (const [i, found] of logisticRegression(rows, 2, 0).entries()) {
      expect(found.value).toBeCloseTo(value[i] ?? Number.NaN, 8);
      expect(found.low).toBeCloseTo(profiles.logit[i]?.low ?? Number.NaN, 6);
      expect(found.high).toBeCloseTo(profiles.logit[i]?.high ?? Number.NaN, 6);
    }
    const adjusted = adjustedPreference(
      chose.map((y, i) => ({
        cluster: `${cluster[i]}`,
        chose: y === 1 ? 'a' : 'b',
        lengthA: 10 + (longer[i] ?? 0),
        lengthB: 10,
      })),
    );
    expect(adjusted.longer.value).toBeCloseTo(1 / (1 + Math.exp(-(value[1] ?? 0))), 4);
  });

  it('the weighted win rate of the pick', () => {
    const { won, probability, value } = golden.win_rate;
    const votes = won.map((share, i) => ({
      cluster: `${i}`,
      vote: share === 1 ? ('pick' as const) : share === 0 ? ('opponent' as const) : ('tie' as const),
      others: 4,
      probability: probability[i] ?? 0,
    }));
    expect(estimate(pickWinRateByVote, votes, none).value).toBeCloseTo(value, 12);
  });

  it('the alternative annotator test', () => {
    const { votes, judge, winningRate, advantage } = golden.annotators;
    const found = alternativeAnnotator(studyOf(votes, judge), 0, { epsilon: 0.1 });
    expect(found.winningRate.value).toBe(winningRate);
    expect(found.advantage.value).toBeCloseTo(advantage, 12);
  });

  it('a kappa over clusters', () => {
    const { cluster, people, judge, ...expected } = golden.jackknife_score;
    const study = toStudy(
      cluster.flatMap((c, i): Rating[] => {
        const one = { item: `${i}`, cluster: `${c}` };
        return [
          { ...one, rater: 'person', kind: 'human', label: `${people[i]}` },
          { ...one, rater: 'judge', kind: 'judge', label: `${judge[i]}` },
        ];
      }),
    );
    const found = estimate(cohenKappa(study, 0, false), study.items, { resamples: 1, seed: '1' });
    for (const key of ['value', 'low', 'high'] as const) expect(found[key]).toBeCloseTo(expected[key], T_DIGITS);
  });

  it('a share over clusters', () => {
    const { hits, trials, ...expected } = golden.clustered_share;
    const found = clusteredShare(sumClusters(hits.map((h, i) => [h, trials[i] ?? 0] as const)));
    for (const key of ['value', 'low', 'high'] as const) expect(found[key]).toBeCloseTo(expected[key], T_DIGITS);
  });
});
