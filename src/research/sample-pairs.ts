import type { Database } from '../../db/client.ts';
import { readAnswers } from '../../db/repo/answer-pairs.ts';
import type { ResearchScope } from '../../db/repo/research-scope.ts';
import { questionOf } from '../asks/conversation.ts';
import { pagesBy } from './export/pages.ts';

/** A row as `tribunal judge` reads it. */
export interface SampledPair {
  id: number;
  /** The same number for all pairs of one ask. */
  cluster: number;
  prompt: string;
  first: string;
  second: string;
}

/** Small, because consent is read with each page. */
const PAGE = 50;

/**
 * Draws pairs of stored answers, each with the same probability and whatever the tournament asked. What a
 * judge says of them in both orders are its rates on these answers; what a tournament asks depends on what
 * was said, so its calls cannot tell them.
 * @param share the probability of each pair, 0 to 1
 * @param chance numbers from 0 up to 1, evenly
 */
export async function* samplePairs(
  { db }: Pick<Database, 'db'>,
  scope: ResearchScope,
  share: number,
  chance: () => number,
): AsyncGenerator<SampledPair> {
  const pages = pagesBy(
    (after: string | null, limit) => readAnswers(db, scope, after, limit),
    ({ id }) => id,
    PAGE,
  );
  let [id, cluster] = [0, 0];
  for await (const page of pages) {
    for (const ask of page) {
      const prompt = questionOf(ask);
      cluster++;
      for (const [i, one] of ask.answers.entries()) {
        for (const other of ask.answers.slice(i + 1)) {
          if (chance() >= share) continue;
          // Who comes first in the row does not hang on who wrote it.
          const [first, second] = chance() < 0.5 ? [one, other] : [other, one];
          yield { id: ++id, cluster, prompt, first, second };
        }
      }
    }
  }
}
