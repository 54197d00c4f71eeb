import type { Db } from '../../db/client.ts';
import { type Ask, getAsk } from '../../db/repo/asks.ts';
import { type Ballot, ballotOfAsk } from '../../db/repo/ballots.ts';
import { type Candidate, candidatesOf } from '../../db/repo/candidates.ts';
import { type ComparisonRow, comparisonsOf } from '../../db/repo/comparisons.ts';
import { type TallyRow, tallyOf } from '../../db/repo/votes.ts';

/** All that a message about an ask can show. */
export interface AskSnapshot {
  ask: Ask;
  candidates: readonly Candidate[];
  comparisons: readonly ComparisonRow[];
  ballot: Ballot | null;
  /** Current votes; empty while there is no ballot. */
  tally: readonly TallyRow[];
}

export async function loadSnapshot(db: Db, askId: string): Promise<AskSnapshot | null> {
  const ask = await getAsk(db, askId);
  if (!ask) return null;
  const [candidates, comparisons, ballot] = await Promise.all([
    candidatesOf(db, askId),
    comparisonsOf(db, askId),
    ballotOfAsk(db, askId),
  ]);
  return { ask, candidates, comparisons, ballot, tally: ballot ? await tallyOf(db, ballot.id) : [] };
}
