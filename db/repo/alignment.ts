import { and, asc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { columnsOf, UNREADABLE } from '../schema/columns.ts';
import { votes } from '../schema/votes.ts';
import { isAboutPair, isCounted } from './counting.ts';
import { isAmongOptedIn, mayLeave } from './research-scope.ts';

const one = alias(candidates, 'one');
const other = alias(candidates, 'other');

/** SQL: what a judge may learn from. Nothing that moderators hid, and no follow-up: it is half a question. */
const mayTeach = (guildId: string) =>
  and(
    mayLeave({ guildId, since: null, until: null }),
    isAboutPair(),
    isNotNull(ballots.closedAt),
    isNull(asks.parentId),
    isNull(asks.hiddenAt),
    ne(asks.prompt, ''),
  );

/**
 * @returns the closed duels of a server whose texts may be shown to a judge and a writer, by the time of
 *   their closing. The replies are in the order of the ballot, which was drawn by lot. Duels with a damaged
 *   text are left out.
 */
export async function readDuels(db: Db, guildId: string) {
  const { prompt, fileName, fileText } = columnsOf(asks, 'legible');
  const rows = await db
    .select({
      askId: asks.id,
      closedAt: ballots.closedAt,
      prompt,
      fileName,
      fileText,
      shown: ballots.shown,
      a: columnsOf(one, 'legible').text,
      b: columnsOf(other, 'legible').text,
      ...{ aModel: one.model, bModel: other.model },
      opponentProbability: ballots.opponentProbability,
      isSimulated: sql<boolean>`coalesce((${asks.settings} ->> 'simulated')::boolean, false)`,
    })
    .from(asks)
    .innerJoin(ballots, eq(ballots.askId, asks.id))
    .innerJoin(one, and(eq(one.askId, asks.id), sql`${one.slot} = ${ballots.shown}[1]`))
    .innerJoin(other, and(eq(other.askId, asks.id), sql`${other.slot} = ${ballots.shown}[2]`))
    .where(and(mayTeach(guildId), ne(one.text, ''), ne(other.text, '')))
    .orderBy(asc(ballots.closedAt), asc(asks.id));
  return rows.flatMap(({ closedAt, a, b, ...row }) => {
    const isDamaged = [row.prompt, row.fileName, row.fileText, a, b].includes(UNREADABLE);
    return isDamaged || closedAt === null || a === null || b === null ? [] : [{ ...row, closedAt, a, b }];
  });
}

/**
 * @returns the votes that count on those duels, in an order that follows no time. What a voter said about one
 *   is there only if that voter takes part in research by now.
 */
export async function readDuelVotes(db: Db, guildId: string) {
  const rows = await db
    .select({
      askId: ballots.askId,
      voter: votes.voterHash,
      slot: votes.slot,
      reasons: votes.reasons,
      words: columnsOf(votes, 'legible').reasonText,
      takesPart: isAmongOptedIn(votes.voterHash),
    })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(mayTeach(guildId), isCounted()))
    .orderBy(sql`md5(${votes.id}::text)`);
  return rows.map(({ takesPart, reasons, words, ...row }) => ({
    ...row,
    reasons: takesPart ? reasons : [],
    words: takesPart && words !== UNREADABLE ? (words ?? '') : '',
  }));
}

/**
 * Whether texts that were read a while ago may still be shown: each of these asks is still there and may
 * leave, and each of these people still takes part in research.
 */
export async function mayStillTeach(
  db: Db,
  guildId: string,
  { askIds, people }: { askIds: readonly string[]; people: readonly string[] },
): Promise<boolean> {
  // One array parameter each: there may be more than a statement may have parameters.
  const [row] = await db.execute<{ asks: number; people: number }>(sql`select
    (select count(*)::int from ${asks} join ${ballots} on ${ballots.askId} = ${asks.id}
      where ${asks.id} = any(${sql.param([...askIds])}::uuid[]) and ${mayTeach(guildId)}) as asks,
    (select count(*)::int from unnest(${sql.param([...people])}::text[]) p(hash) where ${isAmongOptedIn(sql`p.hash`)}) as people`);
  return row?.asks === askIds.length && row.people === people.length;
}
