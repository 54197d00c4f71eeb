import type { Database } from '../../db/client.ts';
import { takeLocks } from '../../db/repo/advisory-locks.ts';
import { type Ask, getAsk } from '../../db/repo/asks.ts';
import { type Ballot, getBallot } from '../../db/repo/ballots.ts';
import { insertPeeks } from '../../db/repo/peeks.ts';
import { type CastVote, insertVotes } from '../../db/repo/votes.ts';
import { readVotingPlaces, type VotedAsk, type VotingPlace } from '../../db/repo/voting-places.ts';
import type { Log } from '../ops/log.ts';
import type { Queue } from '../ops/queue.ts';
import { type BallotKey, type Choice, readChoice } from './choice.ts';
import { orderFor } from './order.ts';
import { isPickHidden, ruleOnVote } from './rules.ts';

/** A press on a button of a ballot. */
export interface Click {
  ballotId: string;
  key: BallotKey;
  interactionId: string;
  /**
   * The channel of the message with the button. A forged custom_id must not reach a ballot of another
   * channel.
   */
  channelId: string;
  voterHash: string;
  at: Date;
}

/** What voting needs from outside. */
export interface VotingDeps {
  database: Database;
  queue: Queue;
  log: Log;
  /** More votes than this by one person within 24 hours are flagged. */
  dailyCap: number;
}

/**
 * What became of a vote. `unknown`: there is no such ballot or button here. `late`: stored, but does not
 * count.
 */
export type VoteOutcome =
  | { kind: 'unknown' }
  | { kind: 'blocked' }
  | { kind: 'late'; ballot: Ballot; ask: VotedAsk; order: readonly number[]; choice: Choice }
  | {
      kind: 'counted';
      ballot: Ballot;
      ask: VotedAsk;
      /** The slots as this voter saw them: A, B, … */
      order: readonly number[];
      choice: Choice;
      blind: boolean;
      /** The vote that this one replaced. null for a first vote, and when nothing changed. */
      before: Choice | null;
      /** Whether this voter may now read why the judge picked what it did. */
      whyAllowed: boolean;
      /** Whether this voter asked the question, and so may close the voting. */
      isAsker: boolean;
    };

/**
 * Stores votes in one transaction. Each voter may appear once in `clicks`. Idempotent: five clicks at once,
 * or one that is delivered twice, leave one current vote.
 *
 * @returns one outcome for each click, in the same order.
 */
export async function castVotes(
  clicks: readonly Click[],
  { database, dailyCap }: Pick<VotingDeps, 'database' | 'dailyCap'>,
): Promise<VoteOutcome[]> {
  const now = clicks[0]?.at ?? new Date(0);
  return database.db.transaction(async (tx) => {
    // Both are sent at once. The connection keeps their order, so the places are read once the locks are
    // held.
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

/**
 * Whether this person can see the ballot where they pressed the button. Buttons can be pressed without being
 * seen, so channel, privacy and hiding are checked again.
 */
const isOnScreen = (
  ask: Pick<Ask, 'channelId' | 'hiddenAt' | 'private' | 'askerHash'>,
  from: { channelId: string; voterHash: string },
) => ask.channelId === from.channelId && ask.hiddenAt === null && (!ask.private || ask.askerHash === from.voterHash);

interface Ruled {
  outcome: VoteOutcome;
  /**
   * What is written: a vote, the id of the vote that it replaces, and whether the voter now knows the pick.
   */
  vote?: CastVote;
  replaces?: string;
  sees?: boolean;
}

/** Decides what one click does, without writing anything. */
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
    outcome: {
      kind: 'counted',
      ballot,
      ask,
      order,
      choice,
      blind,
      before: changes ? before : null,
      whyAllowed: place.whyAllowed && !isPickHidden(place),
      isAsker: ask.askerHash === voterHash,
    },
  };
}

/** A ballot as one person sees it. */
export interface Place {
  ballot: Ballot;
  ask: Ask;
  /** The slots as this person sees them: A, B, … */
  order: readonly number[];
}

interface Visitor {
  ballotId: string;
  channelId: string;
  voterHash: string;
}

/**
 * Reads a ballot as one person sees it.
 *
 * @returns null when there is no such ballot that this person can see from this channel.
 */
export async function visitBallot(database: Database, visitor: Visitor): Promise<Place | null> {
  const ballot = await getBallot(database.db, visitor.ballotId);
  const ask = ballot && (await getAsk(database.db, ballot.askId, 'legible'));
  if (!ballot || !ask || ask.pick === null || !isOnScreen(ask, visitor)) return null;
  return { ballot, ask, order: orderFor(ballot, ask.seed, visitor.voterHash) };
}

/**
 * "Just show me": reads a ballot, and records that this person now knows the pick. Their later vote is then
 * not blind. Nothing is recorded while the server hides the pick, or after closing.
 *
 * @returns null when there is no such ballot that this person can see from this channel.
 */
export async function peekAtPick(database: Database, visitor: Visitor): Promise<Place | null> {
  const place = await visitBallot(database, visitor);
  if (place && !place.ballot.closedAt && !isPickHidden(place)) await insertPeeks(database.db, [visitor]);
  return place;
}
