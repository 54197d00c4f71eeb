import type { Database, Db } from '../../db/client.ts';
import { type Ask, getAsk } from '../../db/repo/asks.ts';
import { type Ballot, getBallot, holdBallot } from '../../db/repo/ballots.ts';
import { type Candidate, candidatesOf } from '../../db/repo/candidates.ts';
import { currentVote, hasPeeked, insertPeek, insertVote, queueVoter, voteByInteraction } from '../../db/repo/votes.ts';
import { type BallotKey, type Choice, readChoice } from './choice.ts';
import { ruleOnVote } from './rules.ts';

export interface Click {
  ballotId: string;
  key: BallotKey;
  interactionId: string;
  /** The message that the button stood on: a forged custom_id does not get a vote onto another ballot. */
  channelId: string;
  voterHash: string;
}

export type VoteOutcome =
  | { kind: 'unknown' }
  | { kind: 'late'; ballot: Ballot; ask: Ask; choice: Choice }
  | {
      kind: 'counted';
      ballot: Ballot;
      ask: Ask;
      choice: Choice;
      blind: boolean;
      /** The vote that this one replaced. */
      before: Choice | null;
    };

/** Takes one click on a ballot. Five at once, or one delivered twice, leave one current vote. */
export async function castVote(database: Database, click: Click, now: Date): Promise<VoteOutcome> {
  return database.db.transaction(async (tx) => {
    await queueVoter(tx, click.ballotId, click.voterHash);
    const place = await findPlace(tx, click.ballotId, click.channelId, true);
    const choice = place && readChoice(click.key, place.ballot, place.pick);
    if (!place || !choice) return { kind: 'unknown' };
    const { ballot, ask } = place;

    const before = await currentVote(tx, ballot.id, click.voterHash);
    const again = await voteByInteraction(tx, click.interactionId);
    const same = before?.choice === choice.choice && before.slot === choice.slot;
    const ruling = ruleOnVote({
      kind: ballot.kind,
      openedAt: ballot.createdAt.getTime(),
      closesAt: ballot.closesAt.getTime(),
      closed: ballot.closedAt !== null,
      now: now.getTime(),
      asker: ask.askerHash === click.voterHash,
      seen: await hasPeeked(tx, ballot.id, click.voterHash),
      votedBefore: before !== null,
      readingLength: readingLength(await candidatesOf(tx, ask.id), ballot.shown),
    });
    if (!again && !(same && ruling.counts)) {
      await insertVote(tx, {
        ballotId: ballot.id,
        interactionId: click.interactionId,
        voterHash: click.voterHash,
        ...choice,
        blind: ruling.blind,
        flags: ruling.flags,
        current: ruling.counts,
        createdAt: now,
      });
    }
    if (!ruling.counts) return { kind: 'late', ballot, ask, choice };
    await insertPeek(tx, ballot.id, click.voterHash);
    const blind = same || again ? (again ?? before)?.blind === true : ruling.blind;
    return { kind: 'counted', ballot, ask, choice, blind, before: same || again ? null : before };
  });
}

export interface Place {
  ballot: Ballot;
  ask: Ask;
  pick: number;
}

/** "Just show me": the pick, for one person, noted so that a later vote of theirs is not taken for a blind one. null: no such ballot here. */
export async function peekAtPick(
  database: Database,
  peek: { ballotId: string; channelId: string; voterHash: string },
): Promise<Place | null> {
  const place = await findPlace(database.db, peek.ballotId, peek.channelId, false);
  if (place && !place.ballot.closedAt) await insertPeek(database.db, peek.ballotId, peek.voterHash);
  return place;
}

async function findPlace(db: Db, ballotId: string, channelId: string, hold: boolean): Promise<Place | null> {
  const ballot = hold ? await holdBallot(db, ballotId) : await getBallot(db, ballotId);
  const ask = ballot && (await getAsk(db, ballot.askId));
  if (!ballot || !ask || ask.pick === null || ask.channelId !== channelId) return null;
  return { ballot, ask, pick: ask.pick };
}

const readingLength = (candidates: readonly Candidate[], shown: readonly number[]) =>
  candidates.filter(({ slot }) => shown.includes(slot)).reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
