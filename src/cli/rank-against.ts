import { kendall, spearman } from '../agreement/rank-correlation.ts';
import type { Figure } from '../agreement/statistic.ts';
import { readCsv } from './input/csv.ts';
import { LineError } from './input/line-error.ts';
import { namedItems } from './named-items.ts';

/** An item's score, and its group: scores of different groups have no common scale. */
export interface Scored {
  item: string;
  score: number;
  group: number;
}

/** Whether a file is a ranking (item, and score or strength) rather than comparisons. */
export const isRanking = (csv: string): boolean => {
  const header = /^[^\r\n]*/.exec(csv.replace(/^\ufeff/, ''))![0].toLowerCase();
  return /\bitem\b/.test(header) && /\b(score|strength)\b/.test(header) && !/\bwinner\b/.test(header);
};

/**
 * Reads a ranking as `rank` prints it: the columns item, score or strength, and group if there are several.
 * @throws {LineError} naming the line that is wrong
 */
export function readRanking(csv: string): Scored[] {
  const rows: Scored[] = [];
  const seen = new Set<string>();
  readCsv(csv, ['item'], ({ item, score, strength, group }, line) => {
    const text = score ?? strength ?? '';
    const number = text === '' ? Number.NaN : Number(text);
    if (!item || Number.isNaN(number))
      throw new LineError(`Line ${line} cannot be used: item must be named, and score or strength be a number.`);
    if (seen.has(item)) throw new LineError(`Line ${line} cannot be used: it ranks ${namedItems([item])} again.`);
    seen.add(item);
    rows.push({ item, score: number, group: group ? Number(group) - 1 : 0 });
  });
  if (rows.length === 0) throw new LineError('There is nothing to compare with: the ranking has no items.');
  return rows;
}

export interface RankAgreement {
  spearman: Figure;
  kendall: Figure;
  /** What was left out and why, in sentences. */
  said: string[];
}

/**
 * Rank correlations of two rankings over the items of both. Where groups never met, only items of the largest
 * of each are compared: between groups there is no order.
 * @throws {LineError} when fewer than three items are in both
 */
export function rankAgreement(own: readonly Scored[], other: readonly Scored[]): RankAgreement {
  const said: string[] = [];
  const scores = new Map(other.map((scored) => [scored.item, scored]));
  const both = own.filter(({ item }) => scores.has(item));
  const names = new Set(own.map(({ item }) => item));
  const single = [...own.filter(({ item }) => !scores.has(item)), ...other.filter(({ item }) => !names.has(item))];
  if (single.length > 0)
    said.push(`Left out, because only one of the files has them: ${namedItems(single.map(({ item }) => item))}.`);
  const ofBoth = both.map(({ item, group }) => ({ item, key: `${group} ${scores.get(item)!.group}` }));
  const largest = [...Map.groupBy(ofBoth, ({ key }) => key)].sort((a, b) => b[1].length - a[1].length)[0]?.[0];
  const kept = both.filter((_, i) => ofBoth[i]!.key === largest);
  if (kept.length < both.length)
    said.push(
      `Left out, because they never met the others: ${namedItems(both.filter((one) => !kept.includes(one)).map(({ item }) => item))}.`,
    );
  if (kept.length < 3)
    throw new LineError(`Not enough data: ${kept.length} of the items are in both rankings, and it takes 3.`);
  const xs = kept.map(({ score }) => rounded(score));
  const ys = kept.map(({ item }) => rounded(scores.get(item)!.score));
  const found = { spearman: spearman(xs, ys), kendall: kendall(xs, ys) };
  if (found.spearman.value === null)
    said.push('One of the rankings has all items level: there is no order to compare.');
  else if (found.spearman.low === null || found.kendall.low === null)
    said.push(
      Math.abs(found.spearman.value) === 1
        ? 'No interval: where two orders are equal or opposite, nothing tells how much they would differ on other items.'
        : `No interval: it takes 4 items for Spearman’s and 5 for Kendall’s, and these are ${kept.length}.`,
    );
  return { ...found, said };
}

/** Without the last digits, in which equal scores may differ. */
const rounded = (score: number) => (Number.isFinite(score) ? Number(score.toPrecision(9)) : score);
