import { and, asc, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { columnsOf, UNREADABLE } from '../schema/columns.ts';
import { votes } from '../schema/votes.ts';
import { ballotIsClosed, isAboutPair, isCounted } from './counting.ts';
import { isAmongOptedIn, mayLeave, type ResearchScope } from './research-scope.ts';

/** A closed duel with its texts, the votes that count for a side, and the whys of those who opted in. */
export interface StoredDuel {
  askId: string;
  closedAt: Date;
  prompt: string;
  fileName: string | null;
  fileText: string | null;
  /** The reply that was shown as A, and as B. */
  a: string;
  b: string;
  opponentProbability: number;
  simulated: boolean;
  /** Who wrote the replies. */
  models: string[];
  votes: { voter: string; side: 'a' | 'b' }[];
  whys: { voter: string; side: 'a' | 'b' | null; reasons: string[]; text: string }[];
}

/** SQL: whether a judge may learn from an ask. What moderators hid teaches nobody. */
const mayTeach = (scope: ResearchScope): SQL | undefined =>
  and(
    mayLeave(scope),
    ballotIsClosed(),
    isAboutPair(),
    isNull(asks.parentId),
    isNull(asks.hiddenAt),
    ne(asks.prompt, ''),
  );

/**
 * Whether texts that were read a while ago may still be sent: each of these asks may still be learnt from,
 * and each of these people still takes part in research.
 */
export async function mayStillTeach(
  db: Db,
  { guildId, askIds, people }: { guildId: string; askIds: readonly string[]; people: readonly string[] },
): Promise<boolean> {
  const scope = { guildId, since: null, until: null };
  // One array parameter each, because there may be more than a statement may have parameters.
  const [row] = await db.execute<{ asks: number; people: number }>(sql`select
    (select count(*)::int from ${asks} join ${ballots} on ${ballots.askId} = ${asks.id}
      where ${asks.id} = any(${sql.param([...askIds])}::uuid[]) and ${mayTeach(scope)}) as asks,
    (select count(*)::int from unnest(${sql.param([...people])}::text[]) p(hash)
      where ${isAmongOptedIn(sql`p.hash`)}) as people`);
  return row?.asks === askIds.length && row.people === people.length;
}

/** Asks at a time: their texts and votes are held together. */
const PAGE = 500;

/**
 * Reads a server's closed duels that may be learnt from, the first closed first. The ask may be exported, is
 * no follow-up, still has its texts and was not hidden by moderators. A why is read only where its voter has
 * opted in and the vote counts: others may follow from knowing the pick. Damaged texts are left out.
 */
export async function readDuels(db: Db, scope: ResearchScope): Promise<StoredDuel[]> {
  const { prompt, fileName, fileText } = columnsOf(asks, 'legible');
  const rows = await db
    .select({
      askId: asks.id,
      ballotId: ballots.id,
      closedAt: ballots.closedAt,
      ...{ prompt, fileName, fileText },
      shown: ballots.shown,
      opponentProbability: ballots.opponentProbability,
      simulated: sql<boolean>`coalesce((${asks.settings} ->> 'simulated')::boolean, false)`,
    })
    .from(ballots)
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(mayTeach(scope))
    .orderBy(asc(ballots.closedAt), asc(asks.id));
  const duels: StoredDuel[] = [];
  for (let from = 0; from < rows.length; from += PAGE) {
    const page = rows.slice(from, from + PAGE);
    const ids = page.map(({ askId }) => askId);
    const [texts, cast] = [
      await textsOf(db, ids),
      await votesOf(
        db,
        page.map(({ ballotId }) => ballotId),
      ),
    ];
    for (const { shown, closedAt, ballotId, ...row } of page) {
      const textOf = (slot: number | undefined) => texts.get(`${row.askId} ${slot}`);
      const [a, b] = [textOf(shown[0]), textOf(shown[1])];
      if (!a || !b || closedAt === null) continue;
      const written = [row.prompt, row.fileName, row.fileText, a.text, b.text];
      if (written.includes(UNREADABLE)) continue;
      const sideOf = (slot: number | null): 'a' | 'b' | null =>
        slot === shown[0] ? 'a' : slot === shown[1] ? 'b' : null;
      const own = (cast.get(ballotId) ?? []).map((vote) => ({ ...vote, side: sideOf(vote.slot) }));
      duels.push({
        ...row,
        ...{ closedAt, a: a.text, b: b.text, models: [a.model, b.model] },
        votes: own.flatMap(({ voter, side }) => (side ? [{ voter, side }] : [])),
        whys: own.flatMap(({ voter, side, reasons, text, says }) =>
          says && (text || reasons.length > 0) ? [{ voter, side, reasons, text }] : [],
        ),
      });
    }
  }
  return duels;
}

async function textsOf(db: Db, askIds: string[]): Promise<Map<string, { text: string; model: string }>> {
  const { text } = columnsOf(candidates, 'legible');
  const rows = await db
    .select({ askId: candidates.askId, slot: candidates.slot, model: candidates.model, text })
    .from(candidates)
    .where(and(inArray(candidates.askId, askIds), eq(candidates.state, 'done')));
  return new Map(
    rows.flatMap(({ askId, slot, text, model }) => (text ? [[`${askId} ${slot}`, { text, model }] as const] : [])),
  );
}

/** The votes that count. Their order follows no time. */
async function votesOf(db: Db, ballotIds: string[]) {
  const rows = await db
    .select({
      ballotId: votes.ballotId,
      voter: votes.voterHash,
      slot: votes.slot,
      reasons: votes.reasons,
      text: columnsOf(votes, 'legible').reasonText,
      says: isAmongOptedIn(votes.voterHash),
    })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(inArray(votes.ballotId, ballotIds), isCounted()))
    .orderBy(sql`md5(${votes.id}::text)`);
  const said = rows.map((row) => ({ ...row, text: row.says && row.text !== UNREADABLE ? (row.text ?? '') : '' }));
  return Map.groupBy(said, ({ ballotId }) => ballotId);
}
