import { estimate } from './share-estimate.ts';
import { type Figure, ratio, share } from './statistic.ts';

/** How far one model was preferred to its opponent on one item. */
export interface Preference {
  cluster: string;
  /** From 0, the opponent, to 1, the model; .5 is a draw. */
  preference: number;
}

export interface WinRate {
  winRate: Figure;
  /** The same with every preference as a win, a draw or a loss. */
  discrete: Figure;
  /** The standard error of the mean of independent items, as AlpacaEval prints it; null below two. */
  standardError: number | null;
  wins: number;
  losses: number;
  draws: number;
}

/**
 * The win rate of a model, as the mean of preferences that need not be whole: a judge's probability counts as
 * it is. n: items. Preferences of 0, ½ and 1 alone make it a share; others are a mean in 0–1, whose interval
 * goes by their own variance.
 * Source: Li et al. 2023 (AlpacaEval).
 */
export function winRate(rows: readonly Preference[]): WinRate {
  const n = rows.length;
  const count = ({ preference }: Preference) => [preference, 1] as const;
  const whole = rows.every(({ preference }) => preference === 0 || preference === 0.5 || preference === 1);
  const options = { resamples: 1, seed: '1' };
  const mean = rows.reduce((sum, { preference }) => sum + preference, 0) / n;
  const squares = rows.reduce((sum, { preference }) => sum + (preference - mean) ** 2, 0);
  const discrete = share<Preference>(({ preference }) => [preference > 0.5 ? 1 : preference === 0.5 ? 0.5 : 0, 1]);
  return {
    winRate: estimate(whole ? share(count) : ratio(count, [0, 1]), rows, options),
    discrete: estimate(discrete, rows, options),
    standardError: n > 1 ? Math.sqrt(squares / (n - 1) / n) : null,
    wins: rows.filter(({ preference }) => preference > 0.5).length,
    losses: rows.filter(({ preference }) => preference < 0.5).length,
    draws: rows.filter(({ preference }) => preference === 0.5).length,
  };
}
