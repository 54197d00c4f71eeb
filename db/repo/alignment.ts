import { and, asc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
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
  votes: { voter: string; side: 'a' | 'b' }[];
  whys: { voter: string; side: 'a' | 'b' | null; reasons: string[]; text: string }[];
}

/** Asks at a time: their texts and votes are held together. */
const PAGE = 500;

/**
 * Reads a server's closed duels that may be learnt from, the first closed first. The ask may be exported, is
 * no follow-up and still has its texts; a why is read only where its voter has opted in.
 */
export async function readDuels(db: Db, scope: ResearchScope): Promise<StoredDuel[]> {
  const rows = await db
    .select({
      askId: asks.id,
      ballotId: ballots.id,
      closedAt: ballots.closedAt,
      prompt: asks.prompt,
      fileName: asks.fileName,
      fileText: asks.fileText,
      shown: ballots.shown,
      opponentProbability: ballots.opponentProbability,
      simulated: sql<boolean>`coalesce((${asks.settings} ->> 'simulated')::boolean, false)`,
    })
    .from(ballots)
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(mayLeave(scope), ballotIsClosed(), isAboutPair(), isNull(asks.parentId), ne(asks.prompt, '')))
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
      const sideOf = (slot: number | null): 'a' | 'b' | null =>
        slot === shown[0] ? 'a' : slot === shown[1] ? 'b' : null;
      const own = (cast.get(ballotId) ?? []).map((vote) => ({ ...vote, side: sideOf(vote.slot) }));
      duels.push({
        ...row,
        ...{ closedAt, a, b },
        votes: own.flatMap(({ voter, side, counts }) => (counts && side ? [{ voter, side }] : [])),
        whys: own.flatMap(({ voter, side, reasons, text, says }) =>
          says && (text || reasons.length > 0) ? [{ voter, side, reasons, text: text ?? '' }] : [],
        ),
      });
    }
  }
  return duels;
}

async function textsOf(db: Db, askIds: string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ askId: candidates.askId, slot: candidates.slot, text: candidates.text })
    .from(candidates)
    .where(and(inArray(candidates.askId, askIds), eq(candidates.state, 'done')));
  return new Map(rows.flatMap(({ askId, slot, text }) => (text ? [[`${askId} ${slot}`, text] as const] : [])));
}

async function votesOf(db: Db, ballotIds: string[]) {
  const hasOptedIn: SQL<boolean> = isAmongOptedIn(votes.voterHash);
  const rows = await db
    .select({
      ballotId: votes.ballotId,
      voter: votes.voterHash,
      slot: votes.slot,
      reasons: votes.reasons,
      text: sql`case when ${hasOptedIn} then ${votes.reasonText} end`.mapWith(votes.reasonText),
      counts: isCounted(),
      says: sql<boolean>`${votes.current} and ${hasOptedIn}`,
    })
    .from(votes)
    .innerJoin(ballots, eq(ballots.id, votes.ballotId))
    .innerJoin(asks, eq(asks.id, ballots.askId))
    .where(and(inArray(votes.ballotId, ballotIds), or(isCounted(), eq(votes.current, true))))
    .orderBy(asc(votes.id));
  return Map.groupBy(rows, ({ ballotId }) => ballotId);
}
