import type { Database } from '../../db/client.ts';
import { moveAsk } from '../../db/repo/asks.ts';
import { closeBallot, getBallot, holdAskOfBallot } from '../../db/repo/ballots.ts';
import { deletePeekCodes } from '../../db/repo/peeks.ts';

/** Ends the voting if it is due. Returns the ask whose message must be edited; null where there is no such ballot or it is not due. */
export async function closeVoting(database: Database, ballotId: string, now: Date): Promise<string | null> {
  return database.db.transaction(async (tx) => {
    await holdAskOfBallot(tx, ballotId);
    const ballot = await closeBallot(tx, ballotId, now);
    if (ballot) {
      await deletePeekCodes(tx, ballot.id);
      await moveAsk(tx, ballot.askId, ['voting'], { state: 'closed', closedAt: now });
      return ballot.askId;
    }
    // Closed by an earlier try of this job that could not edit the message.
    const known = await getBallot(tx, ballotId);
    return known?.closedAt ? known.askId : null;
  });
}
