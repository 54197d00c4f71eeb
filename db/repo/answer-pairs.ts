import { and, asc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { candidates } from '../schema/candidates.ts';
import { comparisons } from '../schema/comparisons.ts';
import { mayLeave, type ResearchScope } from './research-scope.ts';

/** An ask and the texts that its judge could be shown. */
export interface AskWithAnswers {
  id: string;
  prompt: string;
  fileName: string | null;
  fileText: string | null;
  answers: string[];
}

/**
 * @returns up to `limit` asks after `after` that may be exported, are no follow-up and still have their
 *   texts, with their different answers
 */
export async function readAnswers(
  db: Db,
  scope: ResearchScope,
  after: string | null,
  limit: number,
): Promise<AskWithAnswers[]> {
  const rows = await db
    .select({ id: asks.id, prompt: asks.prompt, fileName: asks.fileName, fileText: asks.fileText })
    .from(asks)
    .where(
      and(mayLeave(scope), isNull(asks.parentId), ne(asks.prompt, ''), after === null ? undefined : gt(asks.id, after)),
    )
    .orderBy(asc(asks.id))
    .limit(limit);
  if (rows.length === 0) return [];
  const texts = await db
    .select({ askId: candidates.askId, text: candidates.text })
    .from(candidates)
    .where(
      and(
        inArray(
          candidates.askId,
          rows.map(({ id }) => id),
        ),
        eq(candidates.state, 'done'),
        isNull(candidates.duplicateOf),
      ),
    )
    .orderBy(asc(candidates.askId), asc(candidates.slot));
  const byAsk = Map.groupBy(texts, ({ askId }) => askId);
  return rows.map((row) => ({ ...row, answers: (byAsk.get(row.id) ?? []).flatMap(({ text }) => text ?? []) }));
}

/** What one judge call of the scope took on average. null where no server counted, or no price is known. */
export async function meanCall(db: Db, scope: ResearchScope): Promise<{ tokens: number | null; usd: number | null }> {
  const [row] = await db
    .select({
      tokens: sql<number | null>`avg(${comparisons.inputTokens} + ${comparisons.outputTokens})::float8`,
      usd: sql<number | null>`avg(${comparisons.costUsd})::float8`,
    })
    .from(comparisons)
    .innerJoin(asks, eq(asks.id, comparisons.askId))
    .where(mayLeave(scope));
  return row ?? { tokens: null, usd: null };
}
