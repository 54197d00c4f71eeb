import type { Cell } from '../../../db/repo/research-aggregates.ts';
import { wilson } from '../../agreement/wilson.ts';
import { publicModel } from './ids.ts';
import type { aggregates, RowOf } from './tables.ts';

/** Fewer voters than that in a cell, and it is not published. */
export const SMALLEST_CELL = 5;

/**
 * Cells that may be seen, and how many were held back. A cell is held back where it has fewer than `SMALLEST_CELL` voters, and also where
 * fewer than that remain when the voters of the row-level files are taken away: the difference would tell what those few chose.
 */
export function publishable(cells: readonly Cell[]): { rows: RowOf<typeof aggregates>[]; suppressed: number } {
  const shown = cells.filter(
    ({ voters, votersUnseen }) => voters >= SMALLEST_CELL && (votersUnseen === 0 || votersUnseen >= SMALLEST_CELL),
  );
  return { rows: shown.map(toRow), suppressed: cells.length - shown.length };
}

function toRow(cell: Cell): RowOf<typeof aggregates> {
  const { value, low, high } = wilson(cell.withJudge, cell.sided);
  return {
    day: cell.day,
    judge_model: publicModel(cell.judgeModel),
    effort: cell.effort,
    questions: cell.questions,
    voters: cell.voters,
    votes: cell.votes,
    sided: cell.sided,
    with_judge: cell.withJudge,
    agreement: value,
    agreement_low: value === null ? null : low,
    agreement_high: value === null ? null : high,
    ties: cell.ties,
    both_bad: cell.bothBad,
  };
}
