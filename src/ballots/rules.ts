import type { AskSettings } from '../../db/schema/asks.ts';
import type { VoteFlag } from '../../db/schema/vote-flags.ts';
import type { Voting } from '../terms.ts';

/** What is known when a vote arrives. Times are in milliseconds since 1970. */
export interface VoteCircumstances {
  kind: Voting;
  openedAt: number;
  closesAt: number;
  closed: boolean;
  now: number;
  /** The voter is the asker. */
  asker: boolean;
  /**
   * The voter has already been shown the pick: by voting, by "Just show me", or by reading the judge's
   * reasoning.
   */
  seen: boolean;
  /** The voter already has a current vote on this ballot. */
  votedBefore: boolean;
  /** The seed is a Discord id, so anyone could work out the pick. */
  seedIsPublic: boolean;
  /** The pick stays hidden until voting closes, so a changed vote is as blind as the first one. */
  pickHidden: boolean;
  /** Characters of all answers shown, together. */
  readingLength: number;
  /** Place of the chosen candidate, from 0. null when there was no list. */
  position: number | null;
  /** Places that this voter chose on earlier duels, newest first. */
  recentPositions: readonly number[];
  /** Current votes of this voter within the last 24 hours. From `dailyCap` on, further votes are flagged. */
  votesToday: number;
  dailyCap: number;
}

/** How a vote is to be stored. */
export interface VoteRuling {
  /** Whether this becomes the voter's current vote. A late vote is stored, but does not. */
  counts: boolean;
  /** Whether the voter did not yet know the pick. */
  blind: boolean;
  flags: VoteFlag[];
}

/** Nobody reads faster than this: 1,500 words a minute at six characters a word. */
const FASTEST_CHARACTERS_PER_SECOND = 150;

/**
 * This many duels in a row for the same side are flagged. An honest voter does that by chance once in 32,768
 * times (2 × 2⁻¹⁶).
 */
export const ONE_SIDED_AFTER = 16;

/**
 * Whether the server hides the pick until voting closes, and it has not closed yet. Never for an open ballot.
 */
export const isPickHidden = ({ ask, ballot }: Shown): boolean =>
  ask.settings.hidePick === true && ballot.kind !== 'open' && ballot.closedAt === null;

interface Shown {
  ask: { settings: Pick<AskSettings, 'hidePick'> };
  ballot: { kind: Voting; closedAt: Date | null };
}

/**
 * Decides how a vote is stored: whether it becomes current, whether it is blind, and which flags it gets.
 * Doubtful votes are flagged, never dropped. Researchers decide what to leave out.
 */
export function ruleOnVote(at: VoteCircumstances): VoteRuling {
  const late = at.closed || at.now >= at.closesAt;
  const fast = (at.now - at.openedAt) / 1000 < at.readingLength / FASTEST_CHARACTERS_PER_SECOND;
  const flags: VoteFlag[] = [];
  if (at.asker) flags.push('asker');
  if (fast) flags.push('fast');
  if (at.votedBefore) flags.push('changed');
  if (late) flags.push('late');
  if (at.votesToday >= at.dailyCap) flags.push('over-cap');
  if (isOneSided(at)) flags.push('one-sided');
  return {
    counts: !late,
    blind: at.kind !== 'open' && !at.seedIsPublic && !at.seen && (!at.votedBefore || at.pickHidden) && !late,
    flags,
  };
}

function isOneSided({ kind, position, recentPositions }: VoteCircumstances): boolean {
  if (kind !== 'duel' || position === null || recentPositions.length < ONE_SIDED_AFTER - 1) return false;
  return recentPositions.slice(0, ONE_SIDED_AFTER - 1).every((before) => before === position);
}
