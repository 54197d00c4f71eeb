import { connection } from './connection.ts';
import { bradleyTerryModel } from './paired-models.ts';
import { pairedStrengths, type Row, type Strength, type StrengthOptions } from './paired-strengths.ts';

/**
 * Bradley–Terry strengths with cluster-robust intervals: a logistic regression with +1 for the left and −1
 * for the right item. A tie is half a win each. Best first.
 * Source: Bradley and Terry 1952; `pairedStrengths` for the intervals.
 * @param outcomes their `cluster` says what belongs together; without it, each row stands alone
 */
export function strengths(outcomes: readonly Row[], options: StrengthOptions = {}): Strength[] {
  // Half a win varies less than a whole one: at p = ½ by as much as there are ties.
  const ties = outcomes.filter(({ winner }) => winner === 'tie').length / Math.max(1, outcomes.length);
  const least = Math.max(0.5, 1 - ties);
  return pairedStrengths(outcomes, connection(outcomes), bradleyTerryModel, { ...options, least }).strengths;
}
