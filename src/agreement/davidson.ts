import { connection } from './connection.ts';
import { davidsonModel } from './paired-models.ts';
import { pairedStrengths, type Strength, type StrengthOptions } from './paired-strengths.ts';
import { type Outcome, played } from './rankings.ts';
import { tiesBind } from './ties-bind.ts';

export interface Davidson {
  /** Best first; a strength is the log-odds against an average item, ties left out. */
  strengths: Strength[];
  /**
   * ν: two equal items tie with probability ν / (2 + ν). 0 without ties; null where the data do not bound it.
   */
  ties: number | null;
}

/**
 * Bradley–Terry with ties as an outcome of their own: P(tie) is proportional to ν times the geometric mean of
 * both strengths, so equal items tie most. Maximum likelihood.
 * Source: Davidson 1970; `pairedStrengths` for the intervals.
 */
export function davidson(
  outcomes: readonly (Outcome & { cluster?: string })[],
  options: StrengthOptions = {},
): Davidson {
  const rows = played(outcomes);
  const bind = tiesBind(rows);
  const { strengths, fit, items } = pairedStrengths(rows, connection(rows, bind), davidsonModel, {
    ...options,
    least: 1,
  });
  const tied = rows.some((row) => row.tied > 0 && row.left !== row.right);
  return { strengths, ties: tied ? (bind ? Math.exp(fit.beta[items.length]!) : null) : 0 };
}
