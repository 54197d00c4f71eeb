import type { Ask } from '../../db/repo/asks.ts';

/**
 * Whose words an ask contains. A text belongs to the person who first wrote it, no matter who copies it or
 * how often. An answer belongs to everyone whose words went into it. An ask is deleted when any of its owners
 * deletes their data, and published only if all of them consent.
 */
export interface Owners {
  /** Keyed hash of the person who wrote prompt and file. null: the asker. */
  promptBy: string | null;
  /** Keyed hashes of everyone else whose words are in the ask or went into its answers, sorted. */
  wordsOf: string[];
}

type Owned = Pick<Ask, 'askerHash' | 'promptBy' | 'wordsOf'>;

/** @returns the keyed hash of the first writer of prompt and file, also when the ask is a copy of a copy. */
export const writerOf = ({ askerHash, promptBy }: Omit<Owned, 'wordsOf'>): string => promptBy ?? askerHash;

/** @returns the keyed hashes of asker, writer and all others whose words the ask contains; may repeat. */
export const peopleOf = ({ askerHash, promptBy, wordsOf }: Owned): string[] => [
  askerHash,
  promptBy ?? askerHash,
  ...wordsOf,
];

/**
 * Derives the owners of a new ask.
 *
 * @param writer keyed hash of the person who wrote the prompt.
 * @param others keyed hashes of the owners of its parent and of the answer that it asks about, and of the
 *   person whom it quotes.
 */
export function ownersOf(askerHash: string, writer: string, others: readonly string[]): Owners {
  return {
    promptBy: writer === askerHash ? null : writer,
    wordsOf: [...new Set([writer, ...others])].filter((who) => who !== askerHash).sort(),
  };
}
