import { and, eq, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Db } from '../client.ts';
import { reservations } from '../schema/reservations.ts';
import { usage } from '../schema/usage.ts';
import type { Ask } from './asks.ts';
import { dayCode } from './day-code.ts';

interface Spending {
  asks: number;
  tokens: number;
  usd: number;
}

/** Whose spending. An absent field is no condition. `guildId` null: in direct messages. */
interface Whose {
  guildId?: string | null;
  askerHash?: string;
}

interface Day {
  from: Date;
  to: Date;
}

/** Reserves the most that an ask may cost. */
export async function insertReservation(tx: Db, ask: Ask, wanted: Spending): Promise<void> {
  const { id: askId, guildId, askerHash, createdAt } = ask;
  await tx
    .insert(reservations)
    .values({ askId, guildId, askerHash, createdAt, tokens: wanted.tokens, costUsd: wanted.usd });
}

/** Deletes an ask's reservation once the ask is settled. */
export async function deleteReservation(tx: Db, askId: string): Promise<void> {
  await tx.delete(reservations).where(eq(reservations.askId, askId));
}

/** @returns an ask's reservation, or null once the ask is settled. */
export async function reservationOf(db: Db, askId: string) {
  return (await db.select().from(reservations).where(eq(reservations.askId, askId)))[0] ?? null;
}

/** Raises the reservation of an ask that used more than it had reserved. It never lowers it. */
export async function raiseReservation(db: Db, askId: string, tokens: number, usd: number): Promise<void> {
  await db
    .update(reservations)
    .set({
      tokens: sql`greatest(${reservations.tokens}, least(${tokens}::bigint, 2147483647))`,
      costUsd: sql`greatest(${reservations.costUsd}, ${usd}::float8)`,
    })
    .where(eq(reservations.askId, askId));
}

/** Reservations older than this are ignored: an ask that has waited for a day has lost its job. */
const LONGEST_HOURS = 24;

/**
 * @returns how many asks are unfinished: of this person everywhere, of this person on this server, of this
 *   server.
 */
export async function onTheirWay(
  db: Db,
  { guildId, askerHash, createdAt }: Pick<Ask, 'guildId' | 'askerHash' | 'createdAt'>,
): Promise<{ user: number; member: number; server: number }> {
  const own = sql`${reservations.askerHash} = ${askerHash}::text`;
  const here = sql`${reservations.guildId} is not distinct from ${guildId}::text`;
  const [row] = await db
    .select({
      user: sql<number>`count(*) filter (where ${own})`.mapWith(Number),
      member: sql<number>`count(*) filter (where ${own} and ${here})`.mapWith(Number),
      server: sql<number>`count(*) filter (where ${here})`.mapWith(Number),
    })
    .from(reservations)
    .where(
      sql`(${own} or ${here}) and ${reservations.createdAt} > ${createdAt.toISOString()}::timestamptz - make_interval(hours => ${LONGEST_HOURS}::int)`,
    );
  return row ?? { user: 0, member: 0, server: 0 };
}

/** @returns the reservations of those of these asks that have not ended. */
export const reservationsOf = (tx: Db, askIds: string[]) =>
  tx
    .select()
    .from(reservations)
    .where(sql`${reservations.askId} = any(${sql.param(askIds)}::uuid[])`);

/**
 * Sums what was used and what is reserved on one day. A single statement sees one snapshot of both tables. So
 * an ask that is settled meanwhile is counted exactly once.
 */
export async function standingOf(db: Db, whose: Whose, day: Day): Promise<{ used: Spending; reserved: Spending }> {
  const rows = await unionAll(
    db
      .select({
        held: sql<boolean>`false`,
        asks: sum(usage.asks),
        tokens: sum(sql`${usage.inputTokens}::bigint + ${usage.outputTokens}`),
        usd: sum(usage.costUsd),
      })
      .from(usage)
      .where(within(usage, whose, day)),
    db
      .select({
        held: sql<boolean>`true`,
        asks: sql<number>`count(*)`.mapWith(Number),
        tokens: sum(reservations.tokens),
        usd: sum(reservations.costUsd),
      })
      .from(reservations)
      .where(within(reservations, whose, day)),
  );
  const of = (held: boolean): Spending => {
    const { asks = 0, tokens = 0, usd = 0 } = rows.find((row) => row.held === held) ?? {};
    return { asks, tokens, usd };
  };
  return { used: of(false), reserved: of(true) };
}

const sum = (
  what: SQL | typeof usage.asks | typeof usage.costUsd | typeof reservations.tokens | typeof reservations.costUsd,
) => sql<number>`coalesce(sum(${what}), 0)`.mapWith(Number);

const within = (table: typeof usage | typeof reservations, { guildId, askerHash }: Whose, { from, to }: Day) =>
  and(
    gte(table.createdAt, from),
    lt(table.createdAt, to),
    guildId === undefined ? undefined : guildId === null ? isNull(table.guildId) : eq(table.guildId, guildId),
    askerHash === undefined ? undefined : inArray(table.askerHash, [askerHash, dayCode(askerHash, from)]),
  );
