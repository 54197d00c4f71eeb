import type { Database } from '../../db/client.ts';
import { type Ask, getAsk } from '../../db/repo/asks.ts';
import { type Ballot, getBallot } from '../../db/repo/ballots.ts';
import { takeTurn } from '../../db/repo/turns.ts';
import { insertPeek, insertVote, readVotingPlace } from '../../db/repo/votes.ts';
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
    await takeTurn(tx, `vote ${click.ballotId} ${click.voterHash}`);
    const place = await readVotingPlace(tx, click);
    if (!place || place.ask.pick === null || place.ask.channelId !== click.channelId) return { kind: 'unknown' };
    const { ballot, ask, before, again } = place;
    const choice = readChoice(click.key, ballot, place.ask.pick);
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
    if (!ruling.counts) return { kind: 'late', ballot, ask, choice };
    if (!place.seen) await insertPeek(tx, ballot.id, click.voterHash);
    const blind = same || again ? (again ?? before)?.blind === true : ruling.blind;
    return { kind: 'counted', ballot, ask, choice, blind, before: same || again ? null : before };
  });
}

export interface Place {
  ballot: Ballot;
  ask: Ask;
}

/** "Just show me": the pick, for one person, noted so that a later vote of theirs is not taken for a blind one. null: no such ballot here. */
export async function peekAtPick(
  database: Database,
  peek: { ballotId: string; channelId: string; voterHash: string },
): Promise<Place | null> {
  const ballot = await getBallot(database.db, peek.ballotId);
  const ask = ballot && (await getAsk(database.db, ballot.askId));
  if (!ballot || !ask || ask.pick === null || ask.channelId !== peek.channelId) return null;
  if (!ballot.closedAt) await insertPeek(database.db, ballot.id, peek.voterHash);
  return { ballot, ask };
}
