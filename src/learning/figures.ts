import type { Standing } from './standing.ts';

/** What a promotion keeps of what was measured when it was decided. Nothing in it names anybody or any text. */
export function figuresOf({ asks, votes, unjudged, headToHead, agreement, each }: Standing) {
  return { asks, votes, unjudged, headToHead, agreement, each };
}
