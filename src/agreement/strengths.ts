import { connection } from './connection.ts';
import { bradleyTerryModel } from './paired-models.ts';
import { pairedStrengths, type Strength, type StrengthOptions } from './paired-strengths.ts';
import { type Outcome, type Played, played } from './rankings.ts';

/**
 * Bradley–Terry strengths with cluster-robust intervals: a logistic regression with +1 for the left and −1
 * for the right item. A tie is half a win each. Best first.
 * Source: Bradley and Terry 1952; `pairedStrengths` for the intervals.
 * @param outcomes their `cluster` says what belongs together; without it, each row stands alone
 */
export const strengths = (
  outcomes: readonly (Outcome & { cluster?: string })[],
  options: StrengthOptions = {},
): Strength[] => strengthsOf(played(outcomes), options);

/** The same from rows that are added up, and may be weighted. */
export function strengthsOf(rows: readonly Played[], options: StrengthOptions = {}): Strength[] {
  let [all, tied, squares] = [0, 0, 0];
  for (const row of rows) {
    const weight = row.won + row.lost + row.tied;
    all += weight;
    tied += row.tied;
    squares += weight * (row.weight ?? 1);
  }
  if (all === 0) return [];
  // Half a win varies less than a whole one: at p = ½ by as much as there are ties.
  // Unequal weights vary more.
  const least = Math.max(0.5, 1 - tied / all) * (squares / all);
  return pairedStrengths(rows, connection(rows), bradleyTerryModel, { ...options, least }).strengths;
}
