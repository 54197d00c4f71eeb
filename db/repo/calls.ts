import { eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { calls } from '../schema/calls.ts';
import { candidates } from '../schema/candidates.ts';
import { comparisons } from '../schema/comparisons.ts';
import { usage } from '../schema/usage.ts';
import { unfinished } from './asks.ts';

/** What a request to a model is for. */
export type CallPurpose = (typeof calls.$inferSelect)['purpose'];

/** Tokens, and US dollars. `costUsd` null: the price is unknown. */
export interface CallAmount {
  inputTokens: number;
  outputTokens: number;
  costUsd: number | null;
}

/** A request that is about to be sent. Its amount is an upper bound. */
export interface NewCall extends CallAmount {
  askId: string;
  purpose: CallPurpose;
  model: string;
  createdAt: Date;
}

/** A request that has ended. Its amount is what it used; `estimated` says that this is an upper estimate. */
export interface EndedCall extends CallAmount {
  estimated: boolean;
  outcome: string;
  answeredBy?: string | null;
  endedAt: Date;
}

const goesOn = sql`${asks.state} in (${sql.join(
  unfinished.map((state) => sql`${state}`),
  sql`, `,
)})`;

/**
 * Records a call, with its upper bound, before it is sent. Holds the ask meanwhile, so that whoever ends the
 * ask sees either this call or none.
 *
 * @param takenUp the worker's fencing token.
 * @returns the call's id, or null when the ask has ended, is gone, or was claimed by another worker. Then
 *   nothing may be sent.
 */
export async function beginCall(db: Db, call: NewCall, takenUp: number): Promise<string | null> {
  const { askId, purpose, model, inputTokens, outputTokens, costUsd, createdAt } = call;
  const rows = await db.execute<{ id: string }>(sql`
    insert into ${calls} (id, ask_id, purpose, model, input_tokens, output_tokens, cost_usd, created_at)
    select ${v7()}::uuid, ${asks.id}, ${purpose}::text, ${model}::text, ${inputTokens}::int, ${outputTokens}::int,
      ${costUsd}::float8, ${createdAt.toISOString()}::timestamptz
    from ${asks} where ${asks.id} = ${askId}::uuid and ${asks.takenUp} = ${takenUp}::int and ${goesOn}
    for share
    returning id`);
  return rows[0]?.id ?? null;
}

/**
 * Replaces a call's upper bound by what it really used. If its ask has been settled meanwhile, with the upper
 * bound in the sum, the sum is corrected too. Idempotent: a repeated end changes nothing.
 */
export async function endCall(db: Db, askId: string, id: string, end: EndedCall): Promise<void> {
  const { inputTokens, outputTokens, costUsd, estimated, outcome, answeredBy } = end;
  const endedAt = sql`${end.endedAt.toISOString()}::timestamptz`;
  const change = sql`input_tokens = ${inputTokens}::int, output_tokens = ${outputTokens}::int,
    cost_usd = ${costUsd}::float8, estimated = ${estimated}::boolean, outcome = ${outcome}::text,
    answered_by = ${answeredBy ?? null}::text, ended_at = ${endedAt}`;
  const held = sql`select ${asks.id} from ${asks} where ${asks.id} = ${askId}::uuid`;
  // The usual case takes one round trip: the ask is unfinished, so there is no sum to correct.
  const before = await db.execute<{ id: string }>(sql`
    with held as (${held} and ${goesOn} for share)
    update ${calls} set ${change} from held
    where ${calls.id} = ${id}::uuid and ${calls.askId} = held.id and ${calls.outcome} is null
    returning ${calls.id}`);
  if (before.length > 0) return;
  await db.transaction(async (tx) => {
    // Waits for a settlement in progress. Only a statement that starts afterwards sees its sum.
    await tx.execute(sql`${held} for share`);
    await tx.execute(sql`
      with old as (select * from ${calls} where id = ${id}::uuid and outcome is null for update),
      ended as (update ${calls} set ${change} from old where ${calls.id} = old.id)
      update ${usage} set
        input_tokens = ${capped(sql`${usage.inputTokens}::bigint - old.input_tokens + ${inputTokens}::int`)},
        output_tokens = ${capped(sql`${usage.outputTokens}::bigint - old.output_tokens + ${outputTokens}::int`)},
        cost_usd = greatest(0, ${usage.costUsd} - coalesce(old.cost_usd, 0) + coalesce(${costUsd}::float8, 0)),
        unpriced_calls = ${usage.unpricedCalls} - (old.cost_usd is null)::int + (${costUsd}::float8 is null)::int,
        estimated_calls = ${usage.estimatedCalls} - old.estimated::int + ${estimated}::boolean::int
      from old where ${usage.askId} = old.ask_id`);
    // An ask without an answer that turns out to have cost nothing does not count against a limit of asks.
    await tx.execute(sql`
      update ${usage} set asks = 0 from ${asks}
      where ${asks.id} = ${askId}::uuid and ${usage.askId} = ${asks.id} and ${asks.pick} is null
        and ${usage.inputTokens} = 0 and ${usage.outputTokens} = 0 and ${usage.costUsd} = 0`);
  });
}

/** Keeps a sum between 0 and the largest PostgreSQL integer. */
const capped = (sum: ReturnType<typeof sql>) => sql`greatest(0, least(${sum}, 2147483647))`;

/** The sum of an ask's calls. */
export interface Spending {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** US dollars, of the calls whose price is known. */
  costUsd: number;
  unpricedCalls: number;
  estimatedCalls: number;
}

/**
 * Sums what an ask has used, however its calls ended. Calls in flight count with their upper bound. Asks from
 * before the table `calls` have no calls. For them candidates and comparisons are summed: each figure is the
 * larger of the two sums.
 */
export async function spendingOf(db: Db, askId: string): Promise<Spending> {
  const sums = sql`count(*) as calls, coalesce(sum(input_tokens), 0) as input_tokens,
    coalesce(sum(output_tokens), 0) as output_tokens, coalesce(sum(cost_usd), 0) as cost_usd,
    count(*) filter (where cost_usd is null) as unpriced_calls`;
  const [row] = await db.execute<Record<keyof Spending, string | number>>(sql`
    with begun as (select ${sums}, count(*) filter (where estimated) as estimated_calls
      from ${calls} where ${calls.askId} = ${askId}::uuid),
    kept as (select ${sums} from (
      select input_tokens, output_tokens, cost_usd from ${candidates}
      where ${candidates.askId} = ${askId}::uuid and ${candidates.inputTokens} > 0
      union all
      select input_tokens, output_tokens, cost_usd from ${comparisons}
      where ${comparisons.askId} = ${askId}::uuid and ${comparisons.inputTokens} > 0
    ) as rows)
    select greatest(begun.calls, kept.calls) as calls,
      ${capped(sql`greatest(begun.input_tokens, kept.input_tokens)`)} as "inputTokens",
      ${capped(sql`greatest(begun.output_tokens, kept.output_tokens)`)} as "outputTokens",
      greatest(begun.cost_usd, kept.cost_usd) as "costUsd",
      greatest(begun.unpriced_calls, kept.unpriced_calls) as "unpricedCalls",
      begun.estimated_calls as "estimatedCalls"
    from begun, kept`);
  const of = (name: keyof Spending) => Number(row?.[name] ?? 0);
  return {
    calls: of('calls'),
    inputTokens: of('inputTokens'),
    outputTokens: of('outputTokens'),
    costUsd: of('costUsd'),
    unpricedCalls: of('unpricedCalls'),
    estimatedCalls: of('estimatedCalls'),
  };
}

/** @returns every call of an ask, in no particular order. */
export const callsOf = (db: Db, askId: string) => db.select().from(calls).where(eq(calls.askId, askId));
