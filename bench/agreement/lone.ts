import { predictionPowered } from '../../src/agreement/prediction-powered.ts';
import { kendall, spearman } from '../../src/agreement/rank-correlation.ts';
import type { Figure } from '../../src/agreement/statistic.ts';
import { wilson } from '../../src/agreement/wilson.ts';
import type { Chance } from './chance.ts';

/** Figures of independent rows, which need no community; what is true of them is known in advance. `n`: rows. */
export const lone: Readonly<
  Record<string, { truth: number; draw(n: number, lot: Chance): Pick<Figure, 'low' | 'high'> }>
> = {
  Wilson: {
    truth: 0.85,
    draw: (n, lot) => wilson(Array.from({ length: n }, () => lot.happens(0.85)).filter(Boolean).length, n),
  },
  // Of normal pairs with correlation ρ = .6.
  "Spearman's rho": { truth: (6 / Math.PI) * Math.asin(0.3), draw: (n, lot) => spearman(...pairs(n, lot)) },
  "Kendall's tau-b": { truth: (2 / Math.PI) * Math.asin(0.6), draw: (n, lot) => kendall(...pairs(n, lot)) },
  // People prefer the pick in 7 of 10, the judge says so 8 times in 10, and they agree more often than by chance; 20 times as many items have no vote.
  'prediction-powered mean': {
    truth: 0.7,
    draw(n, lot) {
      const row = () => {
        const human = lot.happens(0.7);
        return { human: human ? 1 : 0, judge: lot.happens(human ? 0.9 : 0.57) ? 1 : 0 };
      };
      const unlabelled = Array.from({ length: 20 * n }, () => row().judge);
      return predictionPowered(Array.from({ length: n }, row), unlabelled);
    },
  },
};

function pairs(n: number, lot: Chance): [number[], number[]] {
  const xs = Array.from({ length: n }, () => lot.gauss());
  return [xs, xs.map((x) => 0.6 * x + 0.8 * lot.gauss())];
}
