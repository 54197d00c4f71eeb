import type { Db } from '../../../db/client.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { readJudgedTwice } from '../../../db/repo/shadow-comparisons.ts';
import { openStudy, type Study } from '../../agreement/ratings.ts';
import { pagesBy } from '../export/pages.ts';

/** What the judge that decided is called among the others: it may have been another one on another ask. */
export const STORED_JUDGE = 'the judge that decided';

/**
 * The first valid verdict of each judge on each pair in each order, as labels `first` and `second`. An ask is
 * a cluster. The stored judge is one of them. Memory grows with the shadow judges' verdicts.
 */
export async function readAmongJudges(db: Db, scope: ResearchScope, judges: readonly string[]): Promise<Study> {
  const study = openStudy();
  const spoken = new Set<string>();
  for (const judge of judges) {
    const pages = pagesBy(
      (after: string | null, limit) => readJudgedTwice(db, scope, judge, after, limit),
      ({ askId }) => askId,
      200,
    );
    for await (const page of pages)
      for (const { askId, first, second, stored, shadow } of page)
        for (const [rater, label] of [
          [STORED_JUDGE, stored],
          [judge, shadow],
        ] as const) {
          const item = `${askId} ${first} ${second}`;
          // What a pair is asked again, the tournament chose by what was said.
          if (label === 'invalid' || spoken.has(`${item} ${rater}`)) continue;
          spoken.add(`${item} ${rater}`);
          study.add({ item, cluster: askId, rater, kind: 'judge', label });
        }
  }
  return study.close();
}
