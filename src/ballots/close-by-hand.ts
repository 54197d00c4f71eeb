import type { Db } from '../../db/client.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { getAsk, moveAsk } from '../../db/repo/asks.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { type Ballot, closeBallotNow, getBallot, holdAskOfBallot } from '../../db/repo/ballots.ts';
import { deletePeekCodes } from '../../db/repo/peeks.ts';
import { hasVoted, tallyOf } from '../../db/repo/votes.ts';
import type { Context } from '../context.ts';

/** Who wants to close the voting on a question, and where. */
export interface Closer {
  /** Their keyed hash. */
  hash: string;
  guildId: string | null;
  channelId: string;
  /** Whether they may manage messages in this channel. */
  isModerator: boolean;
}

/** Whether somebody may close a ballot. `unknown`: there is no such ballot in this channel. */
export type Closable =
  | { kind: 'open'; ballot: Ballot; by: 'asker' | 'moderator'; votes: number }
  | { kind: 'already' }
  | { kind: 'not-yours' }
  /** A moderator has voted there, and so knows a vote that counts. */
  | { kind: 'voted' }
  | { kind: 'unknown' };

/**
 * Whether this person may close a ballot by hand. Its asker may, and a moderator of its channel. Neither is
 * told how the votes stand, so they cannot wait for a moment that suits them. A moderator who has voted would
 * know: beside the number of votes and the pick, their own vote may be the whole tally. An asker's vote
 * counts nowhere.
 */
export async function readClosable(db: Db, ballotId: string, closer: Closer): Promise<Closable> {
  const ballot = await getBallot(db, ballotId);
  const ask = ballot && (await getAsk(db, ballot.askId, 'legible'));
  const isHere = ask?.channelId === closer.channelId && ask.guildId === closer.guildId;
  if (!ballot || !ask || !isHere || ask.private || ask.hiddenAt !== null) return { kind: 'unknown' };
  const by = ask.askerHash === closer.hash ? 'asker' : closer.isModerator ? 'moderator' : null;
  if (by === null) return { kind: 'not-yours' };
  if (ballot.closedAt) return { kind: 'already' };
  if (by === 'moderator' && (await hasVoted(db, ballotId, closer.hash))) return { kind: 'voted' };
  const tally = await tallyOf(db, ballotId);
  return { kind: 'open', ballot, by, votes: tally.reduce((sum, { votes }) => sum + votes, 0) };
}

/**
 * Closes a ballot by hand and records it in the audit, in one transaction with the job that shows the result.
 * Idempotent: a ballot that has closed stays as it is.
 */
export async function closeByHand(context: Context, ballotId: string, closer: Closer): Promise<Closable['kind']> {
  const { database, queue } = context;
  const now = context.now();
  return inTransaction(database, async (tx) => {
    await holdAskOfBallot(tx, ballotId);
    const found = await readClosable(tx, ballotId, closer);
    if (found.kind !== 'open') return found.kind;
    const closed = await closeBallotNow(tx, ballotId, { closedBy: found.by, now });
    if (!closed) return 'already';
    const { askId } = closed;
    await deletePeekCodes(tx, ballotId);
    await moveAsk(tx, askId, ['voting'], { state: 'closed', closedAt: now });
    const details = { askId, by: found.by, votes: closed.closedWith ?? 0 };
    await insertAudit(tx, { guildId: closer.guildId, actorHash: closer.hash, action: 'ballot-closed', details });
    await queue.send(tx, 'ballot-close', { ballotId });
    return 'open';
  });
}
