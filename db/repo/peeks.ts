import { and, eq, like, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { peeks } from '../schema/votes.ts';
import { unfinished } from './asks.ts';

/** Stands for a person whose data was deleted, on one question: they would otherwise know the pick and vote once more as if they did not. */
const FORGOTTEN = 'forgotten ';
export const peekCode = (askId: SQL, voterHash: SQL): SQL =>
  sql`${FORGOTTEN}::text || encode(sha256(convert_to(${askId} || ' ' || ${voterHash}, 'UTF8')), 'hex')`;

/** Who saw which pick is forgotten, where the ballot is still open behind a code that goes with its closing. */
export async function forgetPeeks(tx: Db, voterHash: string): Promise<void> {
  await tx.execute(sql`
    insert into peeks (ballot_id, voter_hash)
    select ballots.id, ${peekCode(sql`ballots.ask_id`, sql`voter_hash`)} from peeks join ballots on ballots.id = peeks.ballot_id
    where voter_hash = ${voterHash} and closed_at is null
    on conflict do nothing`);
  await tx.delete(peeks).where(eq(peeks.voterHash, voterHash));
}

/** Whoever read how the judge is judging, and is deleted before there is a ballot, is a code in the audit until then. */
const isUnfinished = sql.raw(
  `details ->> 'askId' in (select id::text from asks where state in ('${unfinished.join("','")}'))`,
);

/** Leaves of a reader, where the question that they read about has no ballot yet, a code for `insertPeeksOfReaders` to find. */
export async function forgetReader(tx: Db, reader: string): Promise<void> {
  await tx.execute(sql`
    update audit set actor_hash = ${peekCode(sql`(details ->> 'askId')`, sql`actor_hash`)}
    where actor_hash = ${reader} and action = 'reasoning-read' and ${isUnfinished}`);
}

/** Where the ballot is there by now, or none will come, nobody looks for the codes any more. `nobody` takes their place. */
export async function forgetReaderCodes(db: Db, nobody: string): Promise<void> {
  await db.execute(
    sql`update audit set actor_hash = ${nobody} where actor_hash like ${`${FORGOTTEN}%`} and not (${isUnfinished})`,
  );
}

/** When a ballot has closed nobody needs the codes of those who were deleted. */
export async function deletePeekCodes(tx: Db, ballotId: string): Promise<void> {
  await tx.delete(peeks).where(and(eq(peeks.ballotId, ballotId), like(peeks.voterHash, `${FORGOTTEN}%`)));
}

/** Notes for a ballot that opens who has read the judge's reasoning on the way to it: they know, or guess, the pick. */
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

/** Notes that a person saw the pick of an ask, if it has a ballot that is open. */
export async function insertPeekOfAsk(tx: Db, askId: string, voterHash: string): Promise<void> {
  await tx.execute(sql`
    insert into peeks (ballot_id, voter_hash)
    select id, ${voterHash} from ballots where ask_id = ${askId}::uuid and closed_at is null
    on conflict do nothing`);
}

export async function insertPeeks(db: Db, seen: readonly { ballotId: string; voterHash: string }[]): Promise<void> {
  if (seen.length === 0) return;
  const column = (of: (peek: { ballotId: string; voterHash: string }) => string) => sql.param(seen.map(of));
  await db.execute(sql`
    insert into peeks (ballot_id, voter_hash)
    select * from unnest(${column(({ ballotId }) => ballotId)}::uuid[], ${column(({ voterHash }) => voterHash)}::text[])
    on conflict do nothing`);
}
