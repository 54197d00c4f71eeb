import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';
import type { Verdict } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { comparisons } from '../schema/comparisons.ts';
import { shadowComparisons } from '../schema/shadow-comparisons.ts';
import { votes } from '../schema/votes.ts';
import { holdAsk } from './asks.ts';
import { isAboutPair, isCounted } from './counting.ts';
import { mayLeave, type ResearchScope } from './research-scope.ts';
import { storable } from './storable.ts';

export type ShadowComparison = typeof shadowComparisons.$inferSelect;
export type NewShadowComparison = typeof shadowComparisons.$inferInsert;

/** Writes what a shadow judge said; what is there already stays. An ask that was deleted or emptied meanwhile gets nothing. */
export async function insertShadow(db: Db, row: NewShadowComparison): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await holdAsk(tx, row.askId))) return;
    await tx
      .insert(shadowComparisons)
      .values({ ...row, reasoning: storable(row.reasoning), answer: storable(row.answer) })
      .onConflictDoNothing();
  });
}

const first = alias(candidates, 'first');
const second = alias(candidates, 'second');

/** Comparisons that a judge has not judged again and may: the asker has opted in, the texts are still there, and it is no follow-up. */
export async function readUnshadowed(
  db: Db,
  scope: ResearchScope,
  judge: string,
  after: { askId: string; number: number } | null,
  limit: number,
) {
  const mine = and(
    eq(shadowComparisons.askId, comparisons.askId),
    eq(shadowComparisons.number, comparisons.number),
    eq(shadowComparisons.judge, judge),
  );
  return db
    .select({
      askId: comparisons.askId,
      number: comparisons.number,
      tier: comparisons.tier,
      sample: comparisons.sample,
      effort: asks.effort,
      prompt: asks.prompt,
      fileName: asks.fileName,
      fileText: asks.fileText,
      first: first.text,
      second: second.text,
    })
    .from(comparisons)
    .innerJoin(asks, eq(asks.id, comparisons.askId))
    .innerJoin(first, and(eq(first.askId, comparisons.askId), eq(first.slot, comparisons.first)))
    .innerJoin(second, and(eq(second.askId, comparisons.askId), eq(second.slot, comparisons.second)))
    .leftJoin(shadowComparisons, mine)
    .where(
      and(
        mayLeave(scope),
        isNull(shadowComparisons.judge),
        isNull(asks.parentId),
        ne(asks.prompt, ''),
        isNotNull(first.text),
        isNotNull(second.text),
        or(isNull(comparisons.invalidReason), ne(comparisons.invalidReason, 'unavailable')),
        after === null
          ? undefined
          : sql`(${comparisons.askId}, ${comparisons.number}) > (${after.askId}::uuid, ${after.number}::integer)`,
      ),
    )
    .orderBy(asc(comparisons.askId), asc(comparisons.number))
    .limit(limit);
}

/** Judges that judged stored comparisons again. */
export async function shadowJudgesOf(db: Db, scope: ResearchScope): Promise<string[]> {
  const rows = await db
    .selectDistinct({ judge: shadowComparisons.judge })
    .from(shadowComparisons)
    .innerJoin(asks, eq(asks.id, shadowComparisons.askId))
    .where(mayLeave(scope))
    .orderBy(asc(shadowComparisons.judge));
  return rows.map(({ judge }) => judge);
}

export interface JudgedTwice {
  askId: string;
  first: number;
  second: number;
  stored: Verdict;
  shadow: Verdict;
}

/** Comparisons that both judges have judged, by ask. */
export async function readJudgedTwice(
  db: Db,
  scope: ResearchScope,
  judge: string,
  after: string | null,
  limit: number,
): Promise<JudgedTwice[]> {
  const page: SQL | undefined = after === null ? undefined : gt(shadowComparisons.askId, after);
  const ids = db
    .selectDistinct({ id: shadowComparisons.askId })
    .from(shadowComparisons)
    .innerJoin(asks, eq(asks.id, shadowComparisons.askId))
    .where(and(mayLeave(scope), eq(shadowComparisons.judge, judge), page))
    .orderBy(asc(shadowComparisons.askId))
    .limit(limit);
  return db
    .select({
      askId: comparisons.askId,
      first: comparisons.first,
      second: comparisons.second,
      stored: comparisons.verdict,
      shadow: shadowComparisons.verdict,
    })
    .from(shadowComparisons)
    .innerJoin(
      comparisons,
      and(eq(comparisons.askId, shadowComparisons.askId), eq(comparisons.number, shadowComparisons.number)),
    )
    .where(and(eq(shadowComparisons.judge, judge), inArray(shadowComparisons.askId, ids)))
    .orderBy(asc(comparisons.askId), asc(comparisons.number));
}

/** Votes that count for one of the two candidates of a duel, on those asks. */
export async function sidedVotesOf(db: Db, askIds: string[]) {
  if (askIds.length === 0) return [];
  return db
    .select({
      askId: ballots.askId,
      shown: ballots.shown,
      slot: votes.slot,
      votes: sql<number>`count(*)::int`,
    })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(inArray(ballots.askId, askIds), isAboutPair(), eq(votes.choice, 'candidate'), isCounted()))
    .groupBy(ballots.askId, ballots.shown, votes.slot);
}

/** Keeps other processes from judging with this judge at the same time, who would pay for the same comparisons; null where one does. */
export async function lockShadowJudge(pool: Sql, judge: string): Promise<{ release(): Promise<void> } | null> {
  const connection = await pool.reserve();
  const [row] = await connection`select pg_try_advisory_lock(hashtext('shadow judge'), hashtext(${judge})) as mine`;
  if (!row?.mine) {
    connection.release();
    return null;
  }
  return {
    async release() {
      await connection`select pg_advisory_unlock(hashtext('shadow judge'), hashtext(${judge}))`;
      connection.release();
    },
  };
}
