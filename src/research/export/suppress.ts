import { SMALLEST_GROUP } from '../../../db/repo/released-votes.ts';
import type { Cell, CellKey, Figures } from '../../../db/repo/research-aggregates.ts';

/** Fewer voters than that in a cell, and it is not published. */
export const SMALLEST_CELL = SMALLEST_GROUP;

/** A cell as it is published: its figures are null where it is held back. */
export type Publishable = CellKey & { [figure in keyof Figures]: number | null };

/** So few that a difference would tell about them. */
const isFew = (people: number) => people > 0 && people < SMALLEST_CELL;

/**
 * A cell is held back where it has fewer than `SMALLEST_CELL` voters, and also where fewer than that remain when what else is known is taken away, which
 * is the votes of the row-level files, and the tallies that stand in the channel: the difference would tell what those few chose. Only the figures of
 * agreement are held back where it would be theirs.
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
