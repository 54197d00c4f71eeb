import { and, eq, like, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { peeks } from '../schema/votes.ts';
import { unfinished } from './asks.ts';

/**
 * Prefix of the code that replaces a deleted person on one ask. Without the code, somebody who knows the pick
 * could delete their data and vote again as if blind.
 */
const FORGOTTEN = 'forgotten ';
/** SQL: the code of a person on one ask, a hash of both. */
export const peekCode = (askId: SQL, voterHash: SQL): SQL =>
  sql`${FORGOTTEN}::text || encode(sha256(convert_to(${askId} || ' ' || ${voterHash}, 'UTF8')), 'hex')`;

/**
 * Deletes a person's peeks. On open ballots a code replaces them, which is deleted when the ballot closes.
 */
export async function forgetPeeks(tx: Db, voterHash: string): Promise<void> {
  await tx.execute(sql`
    insert into peeks (ballot_id, voter_hash)
    select ballots.id, ${peekCode(sql`ballots.ask_id`, sql`voter_hash`)} from peeks join ballots on ballots.id = peeks.ballot_id
    where voter_hash = ${voterHash} and closed_at is null
    on conflict do nothing`);
  await tx.delete(peeks).where(eq(peeks.voterHash, voterHash));
}

/** SQL: whether an audit entry is about an unfinished ask, which has no ballot yet. */
const isUnfinished = sql.raw(
  `details ->> 'askId' in (select id::text from asks where state in ('${unfinished.join("','")}'))`,
);

/**
 * Replaces a deleted reader by a code in the audit, as long as the ask that they read about has no ballot
 * yet. `insertPeeksOfReaders` finds the code when the ballot opens.
 */
export async function forgetReader(tx: Db, reader: string): Promise<void> {
  await tx.execute(sql`
    update audit set actor_hash = ${peekCode(sql`(details ->> 'askId')`, sql`actor_hash`)}
    where actor_hash = ${reader} and action = 'reasoning-read' and ${isUnfinished}`);
}

/**
 * Replaces the codes of readers by `nobody` once the ask has ended. Its ballot has then been opened or never
 * will be.
 */
export async function forgetReaderCodes(db: Db, nobody: string): Promise<void> {
  await db.execute(
    sql`update audit set actor_hash = ${nobody} where actor_hash like ${`${FORGOTTEN}%`} and not (${isUnfinished})`,
  );
}

/** Deletes the codes of deleted people on a ballot that has closed. */
export async function deletePeekCodes(tx: Db, ballotId: string): Promise<void> {
  await tx.delete(peeks).where(and(eq(peeks.ballotId, ballotId), like(peeks.voterHash, `${FORGOTTEN}%`)));
}

/**
 * Records, for a ballot that opens, everyone who has read the judge's reasoning: they know or guess the pick.
 */
export async function insertPeeksOfReaders(
  tx: Db,
  ballotId: string,
  ask: { id: string; guildId: string | null },
): Promise<void> {
  await tx.execute(sql`
    insert into peeks (ballot_id, voter_hash)
    select distinct ${ballotId}::uuid, actor_hash from audit
    where guild_id = ${ask.guildId} and action = 'reasoning-read' and details ->> 'askId' = ${ask.id}
    on conflict do nothing`);
}

/** Records that a person has seen the pick of an ask, if its ballot is open. */
export async function insertPeekOfAsk(tx: Db, askId: string, voterHash: string): Promise<void> {
  await tx.execute(sql`
    insert into peeks (ballot_id, voter_hash)
    select id, ${voterHash} from ballots where ask_id = ${askId}::uuid and closed_at is null
    on conflict do nothing`);
}

/** Whether a person has been shown the pick of a ballot. */
export async function hasPeeked(db: Db, ballotId: string, voterHash: string): Promise<boolean> {
  const rows = await db
    .select({ ballotId: peeks.ballotId })
    .from(peeks)
    .where(and(eq(peeks.ballotId, ballotId), eq(peeks.voterHash, voterHash)));
  return rows.length > 0;
}

/** Records that people have seen a pick. Idempotent. */
export async function insertPeeks(db: Db, seen: readonly { ballotId: string; voterHash: string }[]): Promise<void> {
  if (seen.length === 0) return;
  const column = (of: (peek: { ballotId: string; voterHash: string }) => string) => sql.param(seen.map(of));
  await db.execute(sql`
    insert into peeks (ballot_id, voter_hash)
    select * from unnest(${column(({ ballotId }) => ballotId)}::uuid[], ${column(({ voterHash }) => voterHash)}::text[])
    on conflict do nothing`);
}
