import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { comparisons } from '../schema/comparisons.ts';
import { shadowComparisons } from '../schema/shadow-comparisons.ts';
import { votes } from '../schema/votes.ts';
import { mayLeave, optedIn, type ResearchScope } from './research-scope.ts';

// Pages by key, not by offset: each costs the same, and none is held longer than it takes to write it.

export async function readAskPage(db: Db, scope: ResearchScope, after: string | null, limit: number) {
  return db
    .select()
    .from(asks)
    .where(and(mayLeave(scope), after === null ? undefined : gt(asks.id, after)))
    .orderBy(asc(asks.id))
    .limit(limit);
}

export interface SlotKey {
  askId: string;
  slot: number;
}

export async function readCandidatePage(db: Db, scope: ResearchScope, after: SlotKey | null, limit: number) {
  return db
    .select({ candidate: candidates })
    .from(candidates)
    .innerJoin(asks, eq(asks.id, candidates.askId))
    .where(and(mayLeave(scope), beyond(sql`(${candidates.askId}, ${candidates.slot})`, after?.askId, after?.slot)))
    .orderBy(asc(candidates.askId), asc(candidates.slot))
    .limit(limit);
}

export interface NumberKey {
  askId: string;
  number: number;
}

export async function readComparisonPage(db: Db, scope: ResearchScope, after: NumberKey | null, limit: number) {
  return db
    .select({ comparison: comparisons })
    .from(comparisons)
    .innerJoin(asks, eq(asks.id, comparisons.askId))
    .where(
      and(mayLeave(scope), beyond(sql`(${comparisons.askId}, ${comparisons.number})`, after?.askId, after?.number)),
    )
    .orderBy(asc(comparisons.askId), asc(comparisons.number))
    .limit(limit);
}

export interface ShadowKey extends NumberKey {
  judge: string;
}

export async function readShadowPage(db: Db, scope: ResearchScope, after: ShadowKey | null, limit: number) {
  const key = sql`(${shadowComparisons.askId}, ${shadowComparisons.number}, ${shadowComparisons.judge})`;
  return db
    .select({ shadow: shadowComparisons })
    .from(shadowComparisons)
    .innerJoin(asks, eq(asks.id, shadowComparisons.askId))
    .where(and(mayLeave(scope), beyond(key, after?.askId, after?.number, after?.judge)))
    .orderBy(asc(shadowComparisons.askId), asc(shadowComparisons.number), asc(shadowComparisons.judge))
    .limit(limit);
}

/** Votes whose voter has opted in too. */
export async function readVotePage(db: Db, scope: ResearchScope, after: string | null, limit: number) {
  return db
    .select({
      vote: votes,
      askId: ballots.askId,
      kind: ballots.kind,
      shown: ballots.shown,
      opponentPolicy: ballots.opponentPolicy,
      opponentProbability: ballots.opponentProbability,
      pick: asks.pick,
    })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(mayLeave(scope), optedIn(votes.voterHash), after === null ? undefined : gt(votes.id, after)))
    .orderBy(asc(votes.id))
    .limit(limit);
}

/** Rows behind a key of several columns, compared as one: their index serves it. */
function beyond(columns: SQL, askId?: string, ...rest: (string | number | undefined)[]): SQL | undefined {
  if (askId === undefined) return undefined;
  const values = [
    sql`${askId}::uuid`,
    ...rest.map((value) => (typeof value === 'number' ? sql`${value}::integer` : sql`${value}::text`)),
  ];
  return sql`${columns} > (${sql.join(values, sql`, `)})`;
}
