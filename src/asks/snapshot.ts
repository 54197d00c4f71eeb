import type { Db } from '../../db/client.ts';
import { type Ask, getAsk, isRetried } from '../../db/repo/asks.ts';
import { type Ballot, ballotOfAsk } from '../../db/repo/ballots.ts';
import { type Candidate, candidatesOf } from '../../db/repo/candidates.ts';
import { type ComparisonRow, comparisonsOf } from '../../db/repo/comparisons.ts';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import { type TallyRow, tallyOf } from '../../db/repo/votes.ts';

/** All that a message about an ask can show. */
export interface AskSnapshot {
  ask: Ask;
  candidates: readonly Candidate[];
  comparisons: readonly ComparisonRow[];
  ballot: Ballot | null;
  /** Current votes; empty while there is no ballot. */
  tally: readonly TallyRow[];
  /** Whether members may read in short why, now that the ballot is closed; not known, and not needed, before. */
  whyAllowed?: boolean;
  /** Whether a failed ask has been put again; not known of one that did not fail. */
  retried?: boolean;
}

export async function loadSnapshot(db: Db, askId: string): Promise<AskSnapshot | null> {
  const ask = await getAsk(db, askId, 'legible');
  if (!ask) return null;
  const [candidates, comparisons, ballot] = await Promise.all([
    candidatesOf(db, askId, 'legible'),
    comparisonsOf(db, askId, 'legible'),
    ballotOfAsk(db, askId),
  ]);
  if (!ballot) {
    const retried = ask.state === 'failed' && (await isRetried(db, askId));
    return { ask, candidates, comparisons, ballot, tally: [], retried };
  }
  const tally = await tallyOf(db, ballot.id);
  if (!ballot.closedAt || !ask.guildId) return { ask, candidates, comparisons, ballot, tally };
  const settings = await getGuildSettings(db, ask.guildId);
  return { ask, candidates, comparisons, ballot, tally, whyAllowed: settings?.membersMaySeeWhy === true };
}
