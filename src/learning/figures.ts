import type { Standing } from './standing.ts';

/** What a promotion keeps of what was measured when it was decided. It holds sums alone. */
export function figuresOf({ asks, votes, voters, unjudged, simulated, headToHead, agreement, each }: Standing) {
  return { asks, votes, voters, unjudged, simulated, headToHead, agreement, each };
}
