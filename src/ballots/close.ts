import { moveAsk } from '../../db/repo/asks.ts';
import { closeBallot, getBallot, holdAskOfBallot } from '../../db/repo/ballots.ts';
import { deletePeekCodes } from '../../db/repo/peeks.ts';
import type { Context } from '../context.ts';

/**
 * Closes a ballot if it is due, by time or by the number of votes. Idempotent: for a ballot that is already
 * closed it still returns the ask, so that its message can be edited.
 *
 * @returns the id of the ask whose message must be edited, or null when there is no such ballot or it is not
 *   due.
 */
export async function closeVoting(context: Omit<Context, 'queue'>, ballotId: string): Promise<string | null> {
  const { database } = context;
  const now = context.now();
  return database.db.transaction(async (tx) => {
    await holdAskOfBallot(tx, ballotId);
    const ballot = await closeBallot(tx, ballotId, now);
    if (ballot) {
      await deletePeekCodes(tx, ballot.id);
      await moveAsk(tx, ballot.askId, ['voting'], { state: 'closed', closedAt: now });
      return ballot.askId;
    }
    // An earlier try of this job closed the ballot but could not edit the message.
    const known = await getBallot(tx, ballotId);
    return known?.closedAt ? known.askId : null;
  });
}
