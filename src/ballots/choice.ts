import type { VoteChoice, Voting } from '../terms.ts';

/** The letters of a ballot, one for each of the at most 16 candidates. */
export const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p'] as const;

/**
 * The button that a voter pressed, as written in its custom_id. A letter is a place in the order that this
 * voter saw. `first` and `second` are the places of an open ballot's two answers, and `good` is its "Good
 * pick" button.
 */
export const ballotKeys = [...letters, 'first', 'second', 'tie', 'bad', 'good'] as const;
export type BallotKey = (typeof ballotKeys)[number];

/**
 * The keys of two answers, A and B. An open ballot's **Compare** once used the letters, for an order of each
 * voter's own. Somebody may still look at one, so there the letters mean nothing any more.
 */
export const pairKeys = { duel: ['a', 'b'], open: ['first', 'second'] } as const satisfies Record<
  string,
  readonly [BallotKey, BallotKey]
>;

/** What a voter chose. `slot` is the chosen candidate, null for a tie and for "both bad". */
export interface Choice {
  choice: VoteChoice;
  slot: number | null;
}

/** A choice and where the voter saw it. */
export interface PlacedChoice extends Choice {
  /** The chosen candidate's place in the order that the voter saw, from 0. null when there was no list. */
  position: number | null;
}

/**
 * Translates a pressed button into a choice.
 *
 * @param order the slots in the order that this voter saw.
 * @param pick the slot of the judge's pick, which `good` stands for.
 * @returns null when the ballot has no such button.
 */
export function readChoice(key: BallotKey, kind: Voting, order: readonly number[], pick: number): PlacedChoice | null {
  if (key === 'tie') return { choice: 'tie', slot: null, position: null };
  if (key === 'bad') return { choice: 'both_bad', slot: null, position: null };
  if (key === 'good') return kind === 'open' ? { choice: 'candidate', slot: pick, position: null } : null;
  const places: readonly BallotKey[] = kind === 'open' ? pairKeys.open : letters;
  const position = places.indexOf(key);
  const slot = order[position];
  return slot === undefined ? null : { choice: 'candidate', slot, position };
}

/** The letter of a place, as people read it: 0 is `A`. */
export const letterAt = (position: number): string => (letters[position] ?? '?').toUpperCase();

/**
 * The choice as voters call it: `A`, `B`, …, `tie`, `both bad`, or `none` when there were more than two
 * answers.
 */
export function choiceLetter(choice: Choice, order: readonly number[]): string {
  if (choice.choice === 'tie') return 'tie';
  if (choice.choice === 'both_bad') return order.length > 2 ? 'none' : 'both bad';
  return letterAt(order.indexOf(choice.slot ?? -1));
}
