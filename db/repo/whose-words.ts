import { arrayContains, eq, or, type SQL } from 'drizzle-orm';
import { asks } from '../schema/asks.ts';

/** Asks of others that hold a person's words: their question put by somebody else, or a conversation that they took part in. */
export const holdsWordsOf = (hash: string): SQL | undefined =>
  or(eq(asks.promptBy, hash), arrayContains(asks.wordsOf, [hash]));
