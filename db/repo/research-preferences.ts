import { asc, inArray, sql } from 'drizzle-orm';
import type { VoteChoice } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import { asks } from '../schema/asks.ts';
import { ballots } from '../schema/ballots.ts';
import { candidates } from '../schema/candidates.ts';
import { votes } from '../schema/votes.ts';
import { isCounted } from './counting.ts';
import { readThrough } from './read-through.ts';
import { exportAsks } from './research-lots.ts';
import { fromVotes } from './research-rows.ts';
import { isSimulated } from './simulated.ts';

/** How many exportable votes that count chose the same. */
export interface Counted {
  choice: VoteChoice;
  slot: number | null;
  votes: number;
}

/**
 * Reads the exportable asks that have a ballot, in the order of their places in the lot: each with the slots
 * that its ballot shows, and its votes added up.
 */
export function readVotedAsks(tx: Db, limit: number) {
  const { id, prompt, fileName, fileText, source, parentId } = asks;
  return readThrough(
    tx,
    {
      ...{ id, prompt, fileName, fileText, source, parentId, simulated: isSimulated() },
      shown: ballots.shown,
      counted: sql<Counted[]>`coalesce(n.counted, '[]')`,
    },
    sql`from ${exportAsks} join ${asks} on ${asks.id} = ${exportAsks.askId} join ${ballots} on ${ballots.askId} = ${asks.id}
      left join (
        select ballot_id, json_agg(json_build_object('choice', choice, 'slot', slot, 'votes', votes)) as counted
        from (
          select ${votes.ballotId} as ballot_id, ${votes.choice} as choice, ${votes.slot} as slot, count(*)::int as votes
          ${fromVotes} where ${isCounted()} group by 1, 2, 3) by_choice
        group by 1) n on n.ballot_id = ${ballots.id}
      order by ${exportAsks.place}`,
    limit,
  );
}

/** @returns the texts of the candidates of these asks. A failed candidate has none. */
export async function readTexts(db: Db, askIds: string[]) {
  if (askIds.length === 0) return [];
  return db
    .select({ askId: candidates.askId, slot: candidates.slot, text: candidates.text })
    .from(candidates)
    .where(inArray(candidates.askId, askIds))
    .orderBy(asc(candidates.askId), asc(candidates.slot));
}
