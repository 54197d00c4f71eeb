import { SMALLEST_GROUP } from '../../../db/repo/released-votes.ts';
import type { Cell, CellKey, Figures } from '../../../db/repo/research-aggregates.ts';

/** Fewer voters than that in a cell, and it is not published. */
export const SMALLEST_CELL = SMALLEST_GROUP;

/** A cell as it is published: its figures are null where it is held back. */
export type Publishable = CellKey & { [figure in keyof Figures]: number | null };

/**
 * A cell is held back where it has fewer than `SMALLEST_CELL` voters, and also where fewer than that remain when the votes of the row-level files are
 * taken away: the difference would tell what those few chose.
 */
export function publishable({ votersUnseen, guildId, day, judgeModel, effort, ...figures }: Cell): Publishable {
  const key = { guildId, day, judgeModel, effort };
  const shown = figures.voters >= SMALLEST_CELL && (votersUnseen === 0 || votersUnseen >= SMALLEST_CELL);
  const { questions, voters, votes, sided, withJudge, ties, bothBad } = figures;
  return shown
    ? { ...key, questions, voters, votes, sided, withJudge, ties, bothBad }
    : { ...key, questions: null, voters: null, votes: null, sided: null, withJudge: null, ties: null, bothBad: null };
}
