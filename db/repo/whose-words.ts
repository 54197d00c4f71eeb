import { arrayContains, eq, or, type SQL } from 'drizzle-orm';
import { asks } from '../schema/asks.ts';

/**
 * SQL: whether an ask contains words of a person who is not its asker. Either they wrote its prompt, or they
 * took part in the conversation that it continues.
 */
export const holdsWordsOf = (hash: string): SQL | undefined =>
  or(eq(asks.promptBy, hash), arrayContains(asks.wordsOf, [hash]));
