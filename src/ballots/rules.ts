/** What is known when a vote comes in. Times in milliseconds since 1970. */
export interface VoteCircumstances {
  kind: 'duel' | 'open';
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
  /** Length of both answers together, in characters. */
  readingLength: number;
}

export type VoteFlag = 'asker' | 'fast' | 'changed' | 'late';

export interface VoteRuling {
  /** Whether this becomes the voter's current vote. A late one is kept, but does not count. */
  counts: boolean;
  blind: boolean;
  flags: VoteFlag[];
}

/** Nobody reads faster than this: about 1,500 words a minute, six characters a word. */
const FASTEST_CHARACTERS_PER_SECOND = 150;

/** What a vote is worth. Doubtful votes are flagged, never dropped: researchers decide what to leave out. */
export function ruleOnVote(at: VoteCircumstances): VoteRuling {
  const late = at.closed || at.now >= at.closesAt;
  const fast = (at.now - at.openedAt) / 1000 < at.readingLength / FASTEST_CHARACTERS_PER_SECOND;
  const flags: VoteFlag[] = [];
  if (at.asker) flags.push('asker');
  if (fast) flags.push('fast');
  if (at.votedBefore) flags.push('changed');
  if (late) flags.push('late');
  return { counts: !late, blind: at.kind === 'duel' && !at.seen && !at.votedBefore && !late, flags };
}
