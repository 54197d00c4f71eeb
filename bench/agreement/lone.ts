import { pickWinRate } from '../../src/agreement/pick-win-rate.ts';
import { predictionPowered } from '../../src/agreement/prediction-powered.ts';
import { kendall, spearman } from '../../src/agreement/rank-correlation.ts';
import { estimate } from '../../src/agreement/share-estimate.ts';
import type { Figure } from '../../src/agreement/statistic.ts';
import { wilson } from '../../src/agreement/wilson.ts';
import type { Chance } from './chance.ts';
import { drawQuestion, WIN_RATE } from './questions.ts';

/** Figures of `n` independent rows. Their truth is known in closed form. */
export const lone: Readonly<
  Record<string, { truth: number; draw(n: number, lot: Chance): Pick<Figure, 'low' | 'high'> }>
> = {
  Wilson: {
    truth: 0.85,
    draw: (n, lot) => wilson(Array.from({ length: n }, () => lot.happens(0.85)).filter(Boolean).length, n),
  },
  // The truth is that of questions and opponents drawn evenly, whoever votes on what.
  'pick win rate of any candidates': {
    truth: WIN_RATE,
    draw: (n, lot) =>
      estimate(
        pickWinRate,
        Array.from({ length: n }, (_, i) => ({ cluster: `${i}`, ...drawQuestion(lot) })),
        { resamples: 1, seed: '1' },
      ),
  },
  // The truth for bivariate normal pairs with correlation ρ = 0.6.
  "Spearman's rho": { truth: (6 / Math.PI) * Math.asin(0.3), draw: (n, lot) => spearman(...pairs(n, lot)) },
  "Kendall's tau-b": { truth: (2 / Math.PI) * Math.asin(0.6), draw: (n, lot) => kendall(...pairs(n, lot)) },
  // A person prefers the pick with probability 0.7. The judge says so with 0.9 if they do, with 0.57 if not.
  // For each labelled item, 20 items have no vote.
  'prediction-powered mean': {
    truth: 0.7,
    draw(n, lot) {
      const row = () => {
        const human = lot.happens(0.7);
        return { human: human ? 1 : 0, judge: lot.happens(human ? 0.9 : 0.57) ? 1 : 0 };
      };
      const labelled = Array.from({ length: n }, (_, i) => ({ cluster: `${i}`, ...row() }));
      const more = Array.from({ length: 20 * n }, (_, i) => ({ cluster: `more ${i}`, judge: row().judge }));
      return predictionPowered([...labelled, ...more]);
    },
  },
};

function pairs(n: number, lot: Chance): [number[], number[]] {
  const xs = Array.from({ length: n }, () => lot.gauss());
  return [xs, xs.map((x) => 0.6 * x + 0.8 * lot.gauss())];
}
