import type { Db } from '../../../db/client.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { type JudgedTwice, readJudgedTwice, sidedVotesOf } from '../../../db/repo/shadow-comparisons.ts';
import { type Share, wilson } from '../../agreement/wilson.ts';
import { pagesBy } from '../export/pages.ts';

/** A shadow judge beside the stored judge, and beside the people who voted. */
export interface ShadowSummary {
  judge: string;
  /** Comparisons that both judges were given, and those in which one of them gave no verdict. */
  comparisons: number;
  storedInvalid: number;
  shadowInvalid: number;
  /**
   * Over comparisons with two valid verdicts: the share in which they are equal. The interval is Wilson's,
   * which takes comparisons as independent.
   */
  sameVerdict: Share;
  /** Over duels that both judges decided: the share of blind votes for one side that went with each judge. */
  votes: { stored: Share; shadow: Share };
  /**
   * Over the same duels, if a strict majority took a side: which judges were with the majority. `onlyStored`
   * and `onlyShadow` are the counts of McNemar's test.
   */
  majorities: { both: number; onlyStored: number; onlyShadow: number; neither: number };
}

type Judged = 'stored' | 'shadow';

/**
 * The slot of a pair that most valid verdicts of one judge name.
 * @returns null when there are none, or as many for each
 */
export function pairWinner(rows: readonly JudgedTwice[], pair: readonly number[], who: Judged): number | null {
  let lead = 0;
  for (const row of rows) {
    if (!(pair.includes(row.first) && pair.includes(row.second)) || row[who] === 'invalid') continue;
    lead += (row[who] === 'first' ? row.first : row.second) === pair[0] ? 1 : -1;
  }
  return lead === 0 ? null : ((lead > 0 ? pair[0] : pair[1]) ?? null);
}

/** Compares a shadow judge, the stored judge and the people on the same pairs. It reads asks in pages. */
export async function summariseShadow(db: Db, scope: ResearchScope, judge: string): Promise<ShadowSummary> {
  const n = { comparisons: 0, storedInvalid: 0, shadowInvalid: 0, valid: 0, same: 0, votes: 0, stored: 0, shadow: 0 };
  const majorities = { both: 0, onlyStored: 0, onlyShadow: 0, neither: 0 };
  const pages = pagesBy(
    (after: string | null, limit) => readJudgedTwice(db, scope, judge, after, limit),
    ({ askId }) => askId,
    200,
  );
  for await (const page of pages) {
    for (const { stored, shadow } of page) {
      n.comparisons += 1;
      if (stored === 'invalid') n.storedInvalid += 1;
      if (shadow === 'invalid') n.shadowInvalid += 1;
      if (stored === 'invalid' || shadow === 'invalid') continue;
      n.valid += 1;
      if (stored === shadow) n.same += 1;
    }
    const byAsk = Map.groupBy(page, ({ askId }) => askId);
    const votes = Map.groupBy(await sidedVotesOf(db, [...byAsk.keys()]), ({ askId }) => askId);
    for (const [askId, sided] of votes) {
      const pair = sided[0]?.shown ?? [];
      const rows = byAsk.get(askId) ?? [];
      const [stored, shadow] = [pairWinner(rows, pair, 'stored'), pairWinner(rows, pair, 'shadow')];
      if (stored === null || shadow === null) continue;
      const of = (slot: number) => sided.find((row) => row.slot === slot)?.votes ?? 0;
      const total = pair.reduce((sum, slot) => sum + of(slot), 0);
      n.votes += total;
      n.stored += of(stored);
      n.shadow += of(shadow);
      const winner = pair.find((slot) => of(slot) * 2 > total);
      if (winner === undefined) continue;
      const outcome =
        stored === shadow ? (stored === winner ? 'both' : 'neither') : stored === winner ? 'onlyStored' : 'onlyShadow';
      majorities[outcome] += 1;
    }
  }
  return {
    judge,
    comparisons: n.comparisons,
    storedInvalid: n.storedInvalid,
    shadowInvalid: n.shadowInvalid,
    sameVerdict: wilson(n.same, n.valid),
    votes: { stored: wilson(n.stored, n.votes), shadow: wilson(n.shadow, n.votes) },
    majorities,
  };
}
