import type { Db } from '../../db/client.ts';
import type { Ask } from '../../db/repo/asks.ts';
import { type Ballot, insertBallot } from '../../db/repo/ballots.ts';
import { insertPeeksOfReaders } from '../../db/repo/peeks.ts';
import type { Queue } from '../ops/queue.ts';
import { drawLineup } from './opponent.ts';

/**
 * Opens the ballot of an ask, and schedules the job that closes it. Runs in the transaction that records the
 * pick.
 *
 * @returns null when there is nothing to vote on: a private ask, an unjudged pick, or only one candidate.
 *   Outside of servers nobody waits for others' votes. Also null when the ask already has a ballot.
 */
export async function openBallot(tx: Db, queue: Queue, ask: Ask, now: Date): Promise<Ballot | null> {
  if (ask.private || ask.guildId === null || !ask.judged || ask.pick === null || ask.standings === null) return null;
  const lineup = drawLineup(ask.voting, ask.seed, ask.pick, ask.standings);
  if (!lineup) return null;
  const closesAt = new Date(now.getTime() + ask.settings.ballotMinutes * 60_000);
  const ballot = await insertBallot(tx, {
    askId: ask.id,
    kind: ask.voting,
    shown: lineup.shown,
    opponentPolicy: lineup.policy,
    opponentProbability: lineup.probability,
    closesAt,
    closesAtVotes: ask.settings.ballotVotes,
    createdAt: now,
  });
  if (!ballot) return null;
  await insertPeeksOfReaders(tx, ballot.id, ask);
  await queue.send(tx, 'ballot-close', { ballotId: ballot.id }, closesAt);
  return ballot;
}
