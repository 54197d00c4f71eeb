import { SMALLEST_GROUP } from '../../../db/repo/released-votes.ts';
import type { Cell, CellKey, Figures } from '../../../db/repo/research-aggregates.ts';

/** A cell with fewer voters is not published (k-anonymity). */
export const SMALLEST_CELL = SMALLEST_GROUP;

/** A cell as it is published. Suppressed figures are null. */
export type Publishable = CellKey & { [figure in keyof Figures]: number | null };

/** Few enough that a difference between two published figures would reveal their votes. */
const isFew = (people: number) => people > 0 && people < SMALLEST_CELL;

/**
 * Cell suppression. A cell is suppressed if it has fewer than `SMALLEST_CELL` voters. It is also suppressed
 * against differencing: what is known otherwise, which is the votes of the row-level files and the tallies in
 * the channel, could be subtracted from it. At least `SMALLEST_CELL` people, or none, must remain. If only
 * the agreement figures would reveal the remaining people, only those are suppressed.
 */
export function publishable(cell: Cell): Publishable {
  const { guildId, day, judgeModel, effort, questions, voters, votes, sided, withJudge, ties, bothBad } = cell;
  const key = { guildId, day, judgeModel, effort };
  if (voters < SMALLEST_CELL || isFew(cell.votersUnseen) || isFew(cell.votesGone))
    return {
      ...key,
      questions: null,
      voters: null,
      votes: null,
      sided: null,
      withJudge: null,
      ties: null,
      bothBad: null,
    };
  const agreement = isFew(cell.votersApart) ? { sided: null, withJudge: null } : { sided, withJudge };
  return { ...key, questions, voters, votes, ...agreement, ties, bothBad };
}
