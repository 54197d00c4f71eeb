import type { Db } from '../../../db/client.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { type JudgedTwice, readJudgedTwice, votesByChoice } from '../../../db/repo/shadow-comparisons.ts';
import { clusteredShare, sumClusters } from '../../agreement/clustered-share.ts';
import { majorityOf } from '../../agreement/majority.ts';
import type { Figure } from '../../agreement/statistic.ts';
import { publicModel } from '../../model-name.ts';
import { pagesBy } from '../export/pages.ts';

/**
 * A shadow judge beside the stored judge, and beside the people who voted. The intervals are cluster-robust,
 * with the asks as clusters.
 */
export interface ShadowSummary {
  /** Its public name. */
  judge: string;
  /** Asks that it judged. */
  asks: number;
  /** Comparisons that both judges were given, and those in which one of them gave no verdict. */
  comparisons: number;
  storedInvalid: number;
  shadowInvalid: number;
  /**
   * Over ordered pairs with two valid verdicts: the share in which the first two are equal. How often a pair
   * is asked again, the tournament chose by what was said.
   */
  sameVerdict: Figure;
  /** Over duels that both judges decided: the share of blind votes for one side that went with each judge. */
  votes: { stored: Figure; shadow: Figure };
  /**
   * Over the same duels, if a majority took a side, against ties and "both bad" too: which judges were with
   * it. `onlyStored` and `onlyShadow` are the counts of McNemar's test.
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

/** Hits and trials, an ask a row. */
type Counts = (readonly [hits: number, trials: number])[];

/** Compares a shadow judge, the stored judge and the people on the same pairs. It reads asks in pages. */
export async function summariseShadow(db: Db, scope: ResearchScope, judge: string): Promise<ShadowSummary> {
  const n = { asks: 0, comparisons: 0, storedInvalid: 0, shadowInvalid: 0 };
  const same: Counts = [];
  const votes: Record<Judged, Counts> = { stored: [], shadow: [] };
  const majorities = { both: 0, onlyStored: 0, onlyShadow: 0, neither: 0 };
  const pages = pagesBy(
    (after: string | null, limit) => readJudgedTwice(db, scope, judge, after, limit),
    ({ askId }) => askId,
    200,
  );
  for await (const page of pages) {
    const byAsk = Map.groupBy(page, ({ askId }) => askId);
    for (const rows of byAsk.values()) {
      n.asks += 1;
      n.comparisons += rows.length;
      n.storedInvalid += rows.filter(({ stored }) => stored === 'invalid').length;
      n.shadowInvalid += rows.filter(({ shadow }) => shadow === 'invalid').length;
      const firsts = firstOfEachOrder(rows);
      same.push([firsts.filter(({ stored, shadow }) => stored === shadow).length, firsts.length]);
    }
    const cast = Map.groupBy(await votesByChoice(db, [...byAsk.keys()]), ({ askId }) => askId);
    for (const [askId, choices] of cast) {
      const pair = choices[0]?.shown ?? [];
      const rows = byAsk.get(askId) ?? [];
      const [stored, shadow] = [pairWinner(rows, pair, 'stored'), pairWinner(rows, pair, 'shadow')];
      if (stored === null || shadow === null) continue;
      const of = (slot: number) => choices.find((row) => row.slot === slot)?.votes ?? 0;
      const sided = pair.reduce((sum, slot) => sum + of(slot), 0);
      votes.stored.push([of(stored), sided]);
      votes.shadow.push([of(shadow), sided]);
      const winner = majorityOf(choices.map((row) => [row.slot, row.votes] as const));
      if (winner === null) continue;
      const outcome =
        stored === shadow ? (stored === winner ? 'both' : 'neither') : stored === winner ? 'onlyStored' : 'onlyShadow';
      majorities[outcome] += 1;
    }
  }
  const shareOf = (counts: Counts) => clusteredShare(sumClusters(counts));
  return {
    judge: publicModel(judge),
    ...n,
    sameVerdict: shareOf(same),
    votes: { stored: shareOf(votes.stored), shadow: shareOf(votes.shadow) },
    majorities,
  };
}

/** The first comparison of each ordered pair on which both judges gave a verdict. */
function firstOfEachOrder(rows: readonly JudgedTwice[]): JudgedTwice[] {
  const valid = rows.filter(({ stored, shadow }) => stored !== 'invalid' && shadow !== 'invalid');
  return [...Map.groupBy(valid, ({ first, second }) => `${first},${second}`).values()].map(([row]) => row!);
}
