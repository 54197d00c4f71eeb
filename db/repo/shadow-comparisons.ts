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

/** The columns of a new shadow comparison. Those with a default may be absent. */
export type NewShadowComparison = typeof shadowComparisons.$inferInsert;

/**
 * Writes a shadow judge's verdict. A verdict that is already there stays as it is. Writes nothing when the
 * ask was deleted or emptied meanwhile.
 */
export async function insertShadow(db: Db, row: NewShadowComparison): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await holdAsk(tx, row.askId))) return;
    await tx
      .insert(shadowComparisons)
      .values({ ...row, reasoning: storable(row.reasoning), answer: storable(row.answer) })
      .onConflictDoNothing();
  });
}

/** SQL: whether the ask's own judge answered at all. What it was never asked, no other judge is asked. */
export const wasAnswered = or(isNull(comparisons.invalidReason), ne(comparisons.invalidReason, 'unavailable'));

const first = alias(candidates, 'first');
const second = alias(candidates, 'second');

/**
 * @returns up to `limit` comparisons after `after` that `judge` may judge and has not judged yet. The ask may
 *   be exported, is no follow-up and still has its texts, and its own judge was available.
 */
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
        wasAnswered,
        after === null
          ? undefined
          : sql`(${comparisons.askId}, ${comparisons.number}) > (${after.askId}::uuid, ${after.number}::integer)`,
      ),
    )
    .orderBy(asc(comparisons.askId), asc(comparisons.number))
    .limit(limit);
}

/** @returns the names of the judges that have judged stored comparisons again. */
export async function shadowJudgesOf(db: Db, scope: ResearchScope): Promise<string[]> {
  const rows = await db
    .selectDistinct({ judge: shadowComparisons.judge })
    .from(shadowComparisons)
    .innerJoin(asks, eq(asks.id, shadowComparisons.askId))
    .where(mayLeave(scope))
    .orderBy(asc(shadowComparisons.judge));
  return rows.map(({ judge }) => judge);
}

/** A pair judged by the ask's own judge (`stored`) and by a shadow judge. */
export interface JudgedTwice {
  askId: string;
  first: number;
  second: number;
  stored: Verdict;
  shadow: Verdict;
}

/** @returns the comparisons that both judges have judged, of the next `limit` asks after the ask `after`. */
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

/** @returns how many votes that count made each choice, on these asks. Only ballots of two answers. */
export async function votesByChoice(db: Db, askIds: string[]) {
  if (askIds.length === 0) return [];
  return db
    .select({
      askId: ballots.askId,
      shown: ballots.shown,
      choice: votes.choice,
      slot: votes.slot,
      votes: sql<number>`count(*)::int`,
    })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(inArray(ballots.askId, askIds), isAboutPair(), isCounted()))
    .groupBy(ballots.askId, ballots.shown, votes.choice, votes.slot);
}

/**
 * Takes the advisory lock of a shadow judge, so that two processes do not pay for the same comparisons. It
 * belongs to a transaction that stays open: behind a pooler, a session's lock would stay with whoever comes
 * next.
 *
 * @returns null when another process holds it.
 */
export async function lockShadowJudge(pool: Sql, judge: string): Promise<{ release(): Promise<void> } | null> {
  const [taken, released] = [Promise.withResolvers<boolean>(), Promise.withResolvers<void>()];
  const holding = pool.begin(async (tx) => {
    // It is idle for as long as the judge takes, and holds no row and no snapshot.
    await tx`select set_config('idle_in_transaction_session_timeout', '0', true)`;
    const [row] = await tx`select pg_try_advisory_xact_lock(hashtext('shadow judge'), hashtext(${judge})) as mine`;
    taken.resolve(row?.mine === true);
    if (row?.mine) await released.promise;
  });
  // A connection that is lost later loses the lock, as it always did.
  holding.catch(taken.reject);
  if (!(await taken.promise)) return null;
  return {
    async release() {
      released.resolve();
      await holding;
    },
  };
}
