import { describe, expect, it } from 'vitest';
import { estimate } from '../../../src/agreement/bootstrap.ts';
import { brier, expectedCalibrationError } from '../../../src/agreement/calibration.ts';
import { classify } from '../../../src/agreement/classification.ts';
import { predictionPowered } from '../../../src/agreement/prediction-powered.ts';
import { kendall, spearman } from '../../../src/agreement/rank-correlation.ts';
import { type Rating, toStudy } from '../../../src/agreement/ratings.ts';
import { strengths } from '../../../src/agreement/strengths.ts';
import { mcNemar } from '../../../src/agreement/two-judges.ts';
import { wilson } from '../../../src/agreement/wilson.ts';
import golden from '../../statistics/golden.json' with { type: 'json' };

const none = { resamples: 0, seed: '1' };

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
    expect(test.p).toBeCloseTo(p, 10);
  });

  it('Bradley–Terry strengths with ties, and their clustered sandwich intervals', () => {
    const { rows, strength, half } = golden.bradley_terry;
    const ranked = strengths(
      rows.map(([left, right, y, cluster]) => ({
        left: `${left}`,
        right: `${right}`,
        winner: y === 1 ? ('left' as const) : y === 0 ? ('right' as const) : ('tie' as const),
        cluster: `${cluster}`,
      })),
    );
    for (const { item, strength: found, low, high } of ranked) {
      expect(found).toBeCloseTo(strength[Number(item)] ?? Number.NaN, 5);
      expect(((high ?? 0) - (low ?? 0)) / 2).toBeCloseTo(half[Number(item)] ?? Number.NaN, 5);
    }
  });

  it('prediction-powered inference with tuned lambda', () => {
    const { human, judge, more, ...expected } = golden.prediction_powered;
    const found = predictionPowered(
      human.map((value, i) => ({ human: value, judge: judge[i] ?? 0 })),
      more,
    );
    for (const key of ['lambda', 'value', 'low', 'high'] as const) expect(found[key]).toBeCloseTo(expected[key], 10);
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
});
