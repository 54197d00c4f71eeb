import type { Db } from '../../../db/client.ts';
import { releaseVotes } from '../../../db/repo/released-votes.ts';
import {
  countUnpublished,
  holdPublishing,
  insertPublished,
  type PublishedCell,
} from '../../../db/repo/research-aggregates.ts';
import { shareInterval } from '../../agreement/clustered-share.ts';
import { DAY_MS } from '../../terms.ts';
import { publishable } from './suppress.ts';
import type { aggregates, RowOf } from './tables.ts';

/** Allowed clock skew: rows from the last minutes of a day may still be on their way. */
const CLOCKS_DIFFER_MS = 3600 * 1000;

/** A day in UTC, as `2026-05-01`. */
export const dayName = (at: Date): string => at.toISOString().slice(0, 10);

/** The first day, in UTC, that is not certainly over. */
export const today = (now: Date): string => dayName(new Date(now.getTime() - CLOCKS_DIFFER_MS));

/** The whole days between two moments. */
export const wholeDays = (since: Date | null, until: Date | null) => ({
  since: since && dayName(new Date(Math.ceil(since.getTime() / DAY_MS) * DAY_MS)),
  until: until && dayName(until),
});

/**
 * Makes decisions that are final: which votes may leave row by row, and the counts of the days that are over.
 * So two exports say the same of a day, whoever withdrew, joined or deleted their data in between. `guildId`
 * null means every server.
 */
export async function publish(db: Db, guildId: string | null, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await holdPublishing(tx);
    await releaseVotes(tx, guildId, now);
    await insertPublished(tx, (await countUnpublished(tx, guildId, today(now))).map(publishable), now);
  });
}

/**
 * The share with its interval. A cell has only sums, so its questions count as if all votes on one said the
 * same: no clusters of one size make a wider interval.
 */
function agreementOf(withJudge: number, sided: number, questions: number) {
  if (sided === 0) return { value: null, low: null, high: null };
  const [value, clusters] = [withJudge / sided, Math.min(questions, sided)];
  const variance = (value * (1 - value)) / clusters;
  return { value, ...shareInterval({ value, variance, trials: sided, clusters, freedom: Math.max(1, clusters - 1) }) };
}

/**
 * The published cells as rows, and the number of suppressed ones. `serverCode` gives a server's code in this
 * export.
 */
export function aggregateRows(
  cells: readonly PublishedCell[],
  serverCode: (guildId: string) => string | null,
): { rows: RowOf<typeof aggregates>[]; suppressed: number } {
  const rows = cells.flatMap((cell): RowOf<typeof aggregates>[] => {
    const { questions, voters, votes, sided, withJudge, ties, bothBad } = cell;
    if (voters === null) return [];
    const { value, low, high } = agreementOf(withJudge ?? 0, sided ?? 0, questions ?? 0);
    return [
      {
        server_id: serverCode(cell.guildId),
        day: cell.day,
        judge_model: cell.judgeModel,
        effort: cell.effort,
        questions,
        voters,
        votes,
        sided,
        with_judge: withJudge,
        agreement: value,
        agreement_low: low,
        agreement_high: high,
        ties,
        both_bad: bothBad,
      },
    ];
  });
  // The order of the servers' ids would reveal which is which. The order of the codes says nothing.
  const key = (row: RowOf<typeof aggregates>) => `${row.day} ${row.judge_model} ${row.effort} ${row.server_id ?? ''}`;
  rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return { rows, suppressed: cells.length - rows.length };
}
