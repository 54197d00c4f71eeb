import type { VoteChoice, Voting } from '../terms.ts';

/** One for each candidate that a ballot can show. */
export const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p'] as const;

/**
 * What a voter can press, as it stands in a custom_id: a letter is a place in the order that this voter saw. `good` belongs to the open
 * ballot: "Good pick".
 */
export const ballotKeys = [...letters, 'tie', 'bad', 'good'] as const;
export type BallotKey = (typeof ballotKeys)[number];

export interface Choice {
  choice: VoteChoice;
  slot: number | null;
}

export interface PlacedChoice extends Choice {
  /** Place of the chosen candidate in the order that the voter saw, from 0; null where it was not chosen from a list. */
  position: number | null;
}

/** What a key means for a voter who saw these slots in this order. null: the key does not belong on this ballot. */
export function readChoice(key: BallotKey, kind: Voting, order: readonly number[], pick: number): PlacedChoice | null {
  if (key === 'tie') return { choice: 'tie', slot: null, position: null };
  if (key === 'bad') return { choice: 'both_bad', slot: null, position: null };
  if (key === 'good') return kind === 'open' ? { choice: 'candidate', slot: pick, position: null } : null;
  const position = letters.indexOf(key);
  const slot = order[position];
  return slot === undefined ? null : { choice: 'candidate', slot, position };
}

/** A place in an order as people call it: `A` is 0. */
export const letterAt = (position: number): string => (letters[position] ?? '?').toUpperCase();

/** The choice as voters call it: `A`, `B`, `tie`, `both bad`, and where there were more than two `none`. */
export function choiceLetter(choice: Choice, order: readonly number[]): string {
  if (choice.choice === 'tie') return 'tie';
  if (choice.choice === 'both_bad') return order.length > 2 ? 'none' : 'both bad';
  return letterAt(order.indexOf(choice.slot ?? -1));
}
