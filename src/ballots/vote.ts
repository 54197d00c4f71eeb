import type { Database } from '../../db/client.ts';
import { takeLocks } from '../../db/repo/advisory-locks.ts';
import { type Ask, getAsk } from '../../db/repo/asks.ts';
import { type Ballot, getBallot } from '../../db/repo/ballots.ts';
import { insertPeeks } from '../../db/repo/peeks.ts';
import { type CastVote, insertVotes, readVotingPlaces, type VotedAsk, type VotingPlace } from '../../db/repo/votes.ts';
import type { Log } from '../ops/log.ts';
import type { Queue } from '../ops/queue.ts';
import { type BallotKey, type Choice, readChoice } from './choice.ts';
import { orderFor } from './order.ts';
import { isPickHidden, ruleOnVote } from './rules.ts';

export interface Click {
  ballotId: string;
  key: BallotKey;
  interactionId: string;
  /** The message that the button stood on: a forged custom_id does not get a vote onto another ballot. */
  channelId: string;
  voterHash: string;
  at: Date;
}

export interface VotingDeps {
  database: Database;
  queue: Queue;
  log: Log;
  /** More votes than that by one person within 24 hours are flagged. */
  dailyCap: number;
}

export type VoteOutcome =
  | { kind: 'unknown' }
  | { kind: 'blocked' }
  | { kind: 'late'; ballot: Ballot; ask: VotedAsk; order: readonly number[]; choice: Choice }
  | {
      kind: 'counted';
      ballot: Ballot;
      ask: VotedAsk;
      /** The slots as this voter saw them: A, B … */
      order: readonly number[];
      choice: Choice;
      blind: boolean;
      /** The vote that this one replaced. */
      before: Choice | null;
    };

/**
 * Takes clicks on ballots, in one transaction: of several by one voter on one ballot only the first, so nobody may come twice. Five clicks at
 * once, or one delivered twice, leave one current vote.
 */
export async function castVotes(
  clicks: readonly Click[],
  { database, dailyCap }: Pick<VotingDeps, 'database' | 'dailyCap'>,
): Promise<VoteOutcome[]> {
  const now = clicks[0]?.at ?? new Date(0);
  return database.db.transaction(async (tx) => {
    // Sent together: the connection keeps their order, and the places are read when the turn has come.
    const turns = clicks.map(({ ballotId, voterHash }) => `vote ${ballotId} ${voterHash}`);
    const [, places] = await Promise.all([takeLocks(tx, turns), readVotingPlaces(tx, clicks, now)]);
    const rulings = clicks.map((click, i) => rule(click, places[i] ?? null, dailyCap));
    await Promise.all([
      insertVotes(
        tx,
        rulings.flatMap(({ vote }) => vote ?? []),
        rulings.flatMap(({ replaces }) => replaces ?? []),
      ),
      insertPeeks(
        tx,
        clicks.filter((_, i) => rulings[i]?.sees),
      ),
    ]);
    return rulings.map(({ outcome }) => outcome);
  });
}

/** Whether the ballot stands where the press came from, to be seen by who pressed, and not hidden: its buttons can be pressed from memory. */
const isOnScreen = (
  ask: Pick<Ask, 'channelId' | 'hiddenAt' | 'private' | 'askerHash'>,
  from: { channelId: string; voterHash: string },
) => ask.channelId === from.channelId && ask.hiddenAt === null && (!ask.private || ask.askerHash === from.voterHash);

interface Ruled {
  outcome: VoteOutcome;
  /** What is written: a vote, the id of the one that it replaces, and that the voter now knows the pick. */
  vote?: CastVote;
  replaces?: string;
  sees?: boolean;
}

function rule(click: Click, place: VotingPlace | null, dailyCap: number): Ruled {
  const pick = place?.ask.pick ?? null;
  if (!place || pick === null || !isOnScreen(place.ask, click)) return { outcome: { kind: 'unknown' } };
  if (place.blocked) return { outcome: { kind: 'blocked' } };
  const { ballot, ask, before, again } = place;
  const order = orderFor(ballot, ask.seed, click.voterHash);
  const choice = readChoice(click.key, ballot.kind, order, pick);
  if (!choice) return { outcome: { kind: 'unknown' } };

  const same = before?.choice === choice.choice && before.slot === choice.slot;
  const ruling = ruleOnVote({
    kind: ballot.kind,
    openedAt: ballot.createdAt.getTime(),
    closesAt: ballot.closesAt.getTime(),
    closed: ballot.closedAt !== null,
    now: click.at.getTime(),
    asker: ask.askerHash === click.voterHash,
    seen: place.seen,
    seedIsPublic: ask.seedIsPublic === true,
    votedBefore: before !== null,
    pickHidden: isPickHidden(place),
    readingLength: place.readingLength,
    position: choice.position,
    recentPositions: place.recentPositions,
    votesToday: place.votesToday,
    dailyCap,
  });
  const { ballotId, interactionId, voterHash } = click;
  const { flags, counts: current } = ruling;
  const changes = !again && !(same && current);
  const written = changes
    ? {
        vote: {
          ballotId,
          interactionId,
          voterHash,
          ...choice,
          blind: ruling.blind,
          flags,
          current,
          createdAt: click.at,
        },
        ...(before !== null && current ? { replaces: before.id } : {}),
      }
    : {};
  if (!current) return { ...written, outcome: { kind: 'late', ballot, ask, order, choice } };
  const blind = changes ? ruling.blind : (again ?? before)?.blind === true;
  return {
    ...written,
    sees: !place.seen && !isPickHidden(place),
    outcome: { kind: 'counted', ballot, ask, order, choice, blind, before: changes ? before : null },
  };
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
  const ask = ballot && (await getAsk(database.db, ballot.askId, 'legible'));
  if (!ballot || !ask || ask.pick === null || !isOnScreen(ask, visitor)) return null;
  return { ballot, ask, order: orderFor(ballot, ask.seed, visitor.voterHash) };
}

/** "Just show me": the pick, for one person, noted so that a later vote of theirs is not taken for a blind one; not where the server hides it. */
export async function peekAtPick(database: Database, visitor: Visitor): Promise<Place | null> {
  const place = await visitBallot(database, visitor);
  if (place && !place.ballot.closedAt && !isPickHidden(place)) await insertPeeks(database.db, [visitor]);
  return place;
}
