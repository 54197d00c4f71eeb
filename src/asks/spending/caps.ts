import type { Ask } from '../../../db/repo/asks.ts';

/** Comparisons a reply, at most: about twice what a noisy judge takes. Without it a judge that contradicts itself for ever would be asked for ever. */
const MOST_PER_REPLY = { quick: 3, standard: 4, deep: 8 } as const;

/** The most comparisons that an ask may cost; the paper's tournaments end by themselves. */
export const mostComparisons = (ask: Pick<Ask, 'n' | 'effort' | 'settings'>): number | undefined =>
  ask.settings.tournament.startsWith('adaptive') ? Math.max(6, MOST_PER_REPLY[ask.effort] * ask.n) : undefined;
