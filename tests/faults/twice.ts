import type { Candidate } from '../../db/repo/candidates.ts';
import type { comparisons } from '../../db/schema/comparisons.ts';

type Compared = Pick<typeof comparisons.$inferSelect, 'askId' | 'first' | 'second'>;

/** How many comparisons repeat a pair, which a knockout never does. */
export const pairsTwice = (compared: readonly Compared[]): number =>
  compared.length - new Set(compared.map(({ askId, first, second }) => `${askId} ${[first, second].sort()}`)).size;

/** How many candidates stand in a slot that another one has. */
export const slotsTwice = (written: readonly Pick<Candidate, 'askId' | 'slot'>[]): number =>
  written.length - new Set(written.map(({ askId, slot }) => `${askId} ${slot}`)).size;
