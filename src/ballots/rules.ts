import type { AskSettings } from '../../db/schema/asks.ts';
import type { VoteFlag } from '../../db/schema/vote-flags.ts';
import type { Voting } from '../terms.ts';

/** What is known when a vote comes in. Times in milliseconds since 1970. */
export interface VoteCircumstances {
  kind: Voting;
  openedAt: number;
  closesAt: number;
  closed: boolean;
  now: number;
  /** The voter is the one who asked. */
  asker: boolean;
  /** The voter was already shown the pick: by voting, by "Just show me", or because the ballot is open. */
  seen: boolean;
  /** The voter has a current vote on this ballot. */
  votedBefore: boolean;
  /** The pick could be worked out from what Discord shows to everybody. */
  seedIsPublic: boolean;
  /** Nobody is told the pick before voting closes, so a changed vote is as blind as the first. */
  pickHidden: boolean;
  /** Length of all answers shown, in characters. */
  readingLength: number;
  /** Place of the chosen candidate, from 0; null where it was not chosen from a list. */
  position: number | null;
  /** Places that this voter chose on the duels before, newest first. */
  recentPositions: readonly number[];
  /** Current votes of this voter within the last 24 hours, and how many are nothing out of the ordinary. */
  votesToday: number;
  dailyCap: number;
}

export interface VoteRuling {
  /** Whether this becomes the voter's current vote. A late one is kept, but does not count. */
  counts: boolean;
  blind: boolean;
  flags: VoteFlag[];
}

/** Nobody reads faster than this: about 1,500 words a minute, six characters a word. */
const FASTEST_CHARACTERS_PER_SECOND = 150;

/** So many duels in a row for the same side happen to one honest voter in 30,000: 2 × 2⁻¹⁶. */
export const ONE_SIDED_AFTER = 16;

/** Whether the server wants nobody to know the pick yet. */
export const isPickHidden = ({ ask, ballot }: Shown): boolean =>
  ask.settings.hidePick === true && ballot.kind !== 'open' && ballot.closedAt === null;

interface Shown {
  ask: { settings: Pick<AskSettings, 'hidePick'> };
  ballot: { kind: Voting; closedAt: Date | null };
}

/** What a vote is worth. Doubtful votes are flagged, never dropped: researchers decide what to leave out. */
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
