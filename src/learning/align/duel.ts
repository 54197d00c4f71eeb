import type { Said } from '../../agreement/judge-trial.ts';
import type { Verdict } from '../../terms.ts';

export type Side = 'a' | 'b';
/** Which reply the judge reads first. */
export const orders = ['ab', 'ba'] as const;
export type Order = (typeof orders)[number];

/** What a voter said about a vote, who has agreed that it is read. */
export interface Why {
  voter: string;
  /** The side that they chose. null: a tie, or both bad. */
  side: Side | null;
  /** The reasons that they named: `correct`, `clear`, `complete`, `style`, `safety`. */
  reasons: readonly string[];
  /** In their own words; '' for none. */
  text: string;
}

/** A closed duel: a question, its two replies, and the votes that count. */
export interface Duel {
  askId: string;
  closedAt: Date;
  prompt: string;
  a: string;
  b: string;
  /** Votes for a side. Ties are no taste. */
  votes: readonly { voter: string; side: Side }[];
  /** With which probability the opponent was chosen, in (0, 1]. */
  opponentProbability: number;
  whys: readonly Why[];
}

/** What a judge says of a duel that it has read in both orders. */
export interface Heard {
  said: Said;
  /** Whether its two verdicts name different sides. */
  contradicted: boolean;
  invalid: number;
}

/** Puts the verdicts of the two orders together: one that is invalid says nothing. */
export function heardFrom(verdicts: Readonly<Record<Order, Verdict>>): Heard {
  const sides = orders.map((order) => sideOf(order, verdicts[order]));
  const [one, other] = sides;
  const contradicted = one !== null && other !== null && one !== other;
  const said = contradicted ? null : (one ?? other ?? null);
  return { said, contradicted, invalid: sides.filter((side) => side === null).length };
}

const sideOf = (order: Order, verdict: Verdict): Side | null =>
  verdict === 'invalid' ? null : (verdict === 'first') === (order === 'ab') ? 'a' : 'b';

/** @returns the side that most votes are for; null where there are as many for each */
export function pluralityOf({ votes }: Pick<Duel, 'votes'>): Side | null {
  const lead = votes.reduce((sum, { side }) => sum + (side === 'a' ? 1 : -1), 0);
  return lead === 0 ? null : lead > 0 ? 'a' : 'b';
}
