import { and, eq, like, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { peeks } from '../schema/votes.ts';

/** Stands for a person whose data was deleted, on one ballot: they would otherwise know the pick and vote once more as if they did not. */
const FORGOTTEN = 'forgotten ';
export const peekCode = (ballotId: SQL, voterHash: SQL): SQL =>
  sql`${FORGOTTEN}::text || encode(sha256(convert_to(${ballotId} || ' ' || ${voterHash}, 'UTF8')), 'hex')`;

/** Who saw which pick is forgotten, where the ballot is still open behind a code that goes with its closing. */
export async function forgetPeeks(tx: Db, voterHash: string): Promise<void> {
  await tx.execute(sql`
    insert into peeks (ballot_id, voter_hash)
    select ballot_id, ${peekCode(sql`ballot_id`, sql`voter_hash`)} from peeks
    where voter_hash = ${voterHash} and ballot_id in (select id from ballots where closed_at is null)
    on conflict do nothing`);
  await tx.delete(peeks).where(eq(peeks.voterHash, voterHash));
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
