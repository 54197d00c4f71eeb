import type { Ask } from '../../db/repo/asks.ts';

/**
 * Whose words an ask is made of. One rule: a text belongs to whoever wrote it first, however often it is put again, and by whom; what is made from
 * texts belongs to all who wrote them. Deleted with any of them, published only with all of them.
 */
export interface Owners {
  /** Keyed hash of who wrote prompt and file; null: the asker. */
  promptBy: string | null;
  /** Keyed hashes of all but the asker whose words stand in the ask or go into its answers. */
  wordsOf: string[];
}

type Owned = Pick<Ask, 'askerHash' | 'promptBy' | 'wordsOf'>;

/** Who wrote an ask's prompt and file: of a copy of a copy still the first. */
export const writerOf = ({ askerHash, promptBy }: Omit<Owned, 'wordsOf'>): string => promptBy ?? askerHash;

/** All whose words stand in an ask or went into its answers. Whoever had somebody else's words put again is among them. */
export const peopleOf = ({ askerHash, promptBy, wordsOf }: Owned): string[] => [
  askerHash,
  promptBy ?? askerHash,
  ...wordsOf,
];

/** Of a new ask: `writer` wrote its prompt, and it is made from words of `others` too. */
export function ownersOf(askerHash: string, writer: string, others: readonly string[]): Owners {
  return {
    promptBy: writer === askerHash ? null : writer,
    wordsOf: [...new Set([writer, ...others])].filter((who) => who !== askerHash).sort(),
  };
}
