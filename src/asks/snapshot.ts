import type { Db } from '../../db/client.ts';
import { type Ask, getAsk, isRetried } from '../../db/repo/asks.ts';
import { type Ballot, ballotOfAsk } from '../../db/repo/ballots.ts';
import { type Candidate, candidatesOf } from '../../db/repo/candidates.ts';
import { type ComparisonRow, comparisonsOf } from '../../db/repo/comparisons.ts';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import type { RubricRow } from '../../db/repo/rubrics.ts';
import { type TallyRow, tallyOf } from '../../db/repo/votes.ts';

/** Everything that a message about an ask can show. */
export interface AskSnapshot {
  ask: Ask;
  candidates: readonly Candidate[];
  comparisons: readonly ComparisonRow[];
  ballot: Ballot | null;
  /** Current votes, counted. Empty while there is no ballot. */
  tally: readonly TallyRow[];
  /** What judges went by. Only known where moderators read the reasoning. */
  rubrics?: readonly RubricRow[];
  /** Whether members may read the short explanation. Only known once the ballot has closed. */
  whyAllowed?: boolean;
  /** Whether the ask has been retried. Only known for a failed ask. */
  retried?: boolean;
}

/**
 * Reads the snapshot of an ask. Texts that cannot be decrypted are replaced by `UNREADABLE`.
 *
 * @returns null when there is no such ask.
 */
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
  return { ask, candidates, comparisons, ballot, tally, whyAllowed: settings?.membersMaySeeWhy !== false };
}
