import { logisticRegression } from './logistic-regression.ts';
import type { SidedChoice } from './preference.ts';
import type { Figure } from './statistic.ts';

const RIDGE = 1e-6;

/**
 * Side and length preference, each adjusted for the other: how often people would choose side A if both texts
 * were equally long, and the longer text if it stood on either side equally often. Logistic regression logit
 * P(A) = side + longer · sign(length of A − length of B), with clustered errors. .5 means no preference.
 * Quality and whatever else goes with length are not adjusted for.
 * @returns shares, 0–1; n: choices; null without any, or without any between texts of different length. The
 *   interval goes from 0 to 1 where the choices do not tell side and length apart
 */
export function adjustedPreference(choices: readonly SidedChoice[]): { side: Figure; longer: Figure } {
  const rows = choices.map(({ cluster, chose, lengthA, lengthB }) => ({
    y: chose === 'a' ? 1 : 0,
    terms: [[0, 1] as const, [1, Math.sign(lengthA - lengthB)] as const],
    cluster,
  }));
  const nothing: Figure = { value: null, low: null, high: null, n: rows.length };
  const [side = nothing, longer = nothing] = logisticRegression(rows, 2, RIDGE).map(asShare);
  const different = choices.some(({ lengthA, lengthB }) => lengthA !== lengthB);
  return { side: rows.length > 0 ? side : nothing, longer: different ? longer : nothing };
}

function asShare({ value, low, high, n }: Figure): Figure {
  const share = (logOdds: number | null) => (logOdds === null ? null : 1 / (1 + Math.exp(-logOdds)));
  return { value: share(value), low: share(low), high: share(high), n };
}
