import type { Database } from '../../db/client.ts';
import { type Ask, getAsk } from '../../db/repo/asks.ts';
import { type Ballot, getBallot, isFull } from '../../db/repo/ballots.ts';
import { takeTurn } from '../../db/repo/turns.ts';
import { insertPeek, insertVote, readVotingPlace } from '../../db/repo/votes.ts';
import type { Queue } from '../ops/queue.ts';
import { type BallotKey, type Choice, readChoice } from './choice.ts';
import { orderFor } from './order.ts';
import { ruleOnVote } from './rules.ts';

export interface Click {
  ballotId: string;
  key: BallotKey;
  interactionId: string;
  /** The message that the button stood on: a forged custom_id does not get a vote onto another ballot. */
  channelId: string;
  voterHash: string;
}

export interface VotingDeps {
  database: Database;
  queue: Queue;
  /** More votes than that by one person within 24 hours are flagged. */
  dailyCap: number;
}

export type VoteOutcome =
  | { kind: 'unknown' }
  | { kind: 'late'; ballot: Ballot; ask: Ask; order: readonly number[]; choice: Choice }
  | {
      kind: 'counted';
      ballot: Ballot;
      ask: Ask;
      /** The slots as this voter saw them: A, B … */
      order: readonly number[];
      choice: Choice;
      blind: boolean;
      /** The vote that this one replaced. */
      before: Choice | null;
    };

/** Takes one click on a ballot. Five at once, or one delivered twice, leave one current vote. */
export async function castVote(click: Click, deps: VotingDeps, now: Date): Promise<VoteOutcome> {
  const outcome = await record(click, deps, now);
  // Counted after the vote is stored, so that of two that come in at once the later one sees both.
  if (outcome.kind === 'counted' && outcome.ballot.closesAtVotes !== null) {
    const { id } = outcome.ballot;
    if (await isFull(deps.database.db, id)) await deps.queue.send(deps.database.db, 'ballot-close', { ballotId: id });
  }
  return outcome;
}

async function record(click: Click, { database, dailyCap }: VotingDeps, now: Date): Promise<VoteOutcome> {
  return database.db.transaction(async (tx) => {
    await takeTurn(tx, `vote ${click.ballotId} ${click.voterHash}`);
    const place = await readVotingPlace(tx, click, now);
    if (!place || place.ask.pick === null || place.ask.channelId !== click.channelId) return { kind: 'unknown' };
    const { ballot, ask, before, again } = place;
    const order = orderFor(ballot, ask.seed, click.voterHash);
    const choice = readChoice(click.key, ballot.kind, order, place.ask.pick);
    if (!choice) return { kind: 'unknown' };

    const same = before?.choice === choice.choice && before.slot === choice.slot;
    const ruling = ruleOnVote({
      kind: ballot.kind,
      openedAt: ballot.createdAt.getTime(),
      closesAt: ballot.closesAt.getTime(),
      closed: ballot.closedAt !== null,
      now: now.getTime(),
      asker: ask.askerHash === click.voterHash,
      seen: place.seen,
      votedBefore: before !== null,
      readingLength: place.readingLength,
      position: choice.position,
      recentPositions: place.recentPositions,
      votesToday: place.votesToday,
      dailyCap,
    });
    if (!again && !(same && ruling.counts)) {
      const { ballotId, interactionId, voterHash } = click;
      const { blind, flags, counts: current } = ruling;
      await insertVote(
        tx,
        { ballotId, interactionId, voterHash, ...choice, blind, flags, current, createdAt: now },
        before !== null && current,
      );
    }
    if (!ruling.counts) return { kind: 'late', ballot, ask, order, choice };
    if (!place.seen) await insertPeek(tx, ballot.id, click.voterHash);
    const blind = same || again ? (again ?? before)?.blind === true : ruling.blind;
    return { kind: 'counted', ballot, ask, order, choice, blind, before: same || again ? null : before };
  });
}

export interface Place {
  ballot: Ballot;
  ask: Ask;
  /** The slots as this person sees them. */
  order: readonly number[];
}

interface Visitor {
  ballotId: string;
  channelId: string;
  voterHash: string;
}

/** A ballot as one person sees it. null: no such ballot here. */
export async function visitBallot(database: Database, visitor: Visitor): Promise<Place | null> {
  const ballot = await getBallot(database.db, visitor.ballotId);
  const ask = ballot && (await getAsk(database.db, ballot.askId));
  if (!ballot || !ask || ask.pick === null || ask.channelId !== visitor.channelId) return null;
  return { ballot, ask, order: orderFor(ballot, ask.seed, visitor.voterHash) };
}

/** "Just show me": the pick, for one person, noted so that a later vote of theirs is not taken for a blind one. */
export async function peekAtPick(database: Database, visitor: Visitor): Promise<Place | null> {
  const place = await visitBallot(database, visitor);
  if (place && !place.ballot.closedAt) await insertPeek(database.db, place.ballot.id, visitor.voterHash);
  return place;
}
