import { connection } from '../../src/agreement/connection.ts';
import { davidson } from '../../src/agreement/davidson.ts';
import { type Outcome, played } from '../../src/agreement/rankings.ts';
import { strengths } from '../../src/agreement/strengths.ts';
import { tiesBind } from '../../src/agreement/ties-bind.ts';
import { type Chance, chance } from './chance.ts';

/** A study of a few items whose strengths are known. */
export interface StrengthCell {
  /** The true strengths, as log-odds. */
  items: readonly number[];
  asks: number;
  /** Votes on each ask. */
  votes: number;
  /** How much asks differ in what is better (standard deviation of log-odds). */
  taste: number;
  /** Davidson's ν; 0: no ties. */
  ties: number;
}

const cell = (items: readonly number[], asks: number, more: Partial<StrengthCell> = {}): StrengthCell => ({
  items,
  asks,
  votes: 1,
  taste: 0,
  ties: 0,
  ...more,
});
const apart = (p: number) => [Math.log(p / (1 - p)) / 2, -Math.log(p / (1 - p)) / 2];
const five = [1.5, 0.7, 0, -0.7, -1.5];

/** From well behaved to nearly or wholly separated. */
export const strengthCells: Readonly<Record<string, StrengthCell>> = {
  'two items, p .5, 10 rows': cell(apart(0.5), 10),
  'two items, p .7, 10 rows': cell(apart(0.7), 10),
  'two items, p .9, 5 rows': cell(apart(0.9), 5),
  'two items, p .9, 10 rows': cell(apart(0.9), 10),
  'two items, p .9, 40 rows': cell(apart(0.9), 40),
  'two items, p .98, 20 rows': cell(apart(0.98), 20),
  'two items, p .9, 10 asks of 5': cell(apart(0.9), 10, { votes: 5 }),
  'two items, p .9, 10 asks of 5, taste 2': cell(apart(0.9), 10, { votes: 5, taste: 2 }),
  'two items, p .9, 30 asks of 5, taste 2': cell(apart(0.9), 30, { votes: 5, taste: 2 }),
  'two items, p .9, 30 asks of 5, taste 6': cell(apart(0.9), 30, { votes: 5, taste: 6 }),
  'five items, 12 rows': cell(five, 12),
  'five items, 25 rows': cell(five, 25),
  'five items, 100 rows': cell(five, 100),
  'five items far apart, 40 rows': cell(
    five.map((x) => 2 * x),
    40,
  ),
  'five items, 15 asks of 4, taste 1': cell(five, 15, { votes: 4, taste: 1 }),
  'five items, 40 asks of 4, taste 1': cell(five, 40, { votes: 4, taste: 1 }),
  'five equal items, 40 asks of 4, taste 1': cell([0, 0, 0, 0, 0], 40, { votes: 4, taste: 1 }),
  'two items, p .9, ν 1, 20 rows': cell(apart(0.9), 20, { ties: 1 }),
  'two items, p .7, ν 20, 40 rows': cell(apart(0.7), 40, { ties: 20 }),
  'two items, p .7, ν .05, 40 rows': cell(apart(0.7), 40, { ties: 0.05 }),
  'five items, ν 1, 25 rows': cell(five, 25, { ties: 1 }),
  'five items, ν 1, 15 asks of 4': cell(five, 15, { votes: 4, ties: 1 }),
  'five items, ν 10, 40 rows': cell(five, 40, { ties: 10 }),
};

type Row = Outcome & { cluster: string };

export function drawStudy({ items, asks, votes, taste, ties }: StrengthCell, lot: Chance): Row[] {
  return Array.from({ length: asks }, (_, ask) => {
    const left = lot.below(items.length);
    const right = (left + 1 + lot.below(items.length - 1)) % items.length;
    const d = items[left]! - items[right]! + taste * lot.gauss();
    const weights = [Math.exp(d / 2), Math.exp(-d / 2), ties];
    const all = weights.reduce((a, b) => a + b, 0);
    return Array.from({ length: votes }, (): Row => {
      const at = lot.uniform() * all;
      const winner = at < weights[0]! ? 'left' : at < weights[0]! + weights[1]! ? 'right' : 'tie';
      return { left: `${left}`, right: `${right}`, winner, cluster: `${ask}` };
    });
  }).flat();
}

export interface StrengthCoverage {
  /** The share of intervals, infinite bounds included, that hold the truth. */
  coverage: number;
  /** The share of items with an interval; `finite`: with both bounds. */
  bounded: number;
  finite: number;
  /** The median width; infinite where half of them are. */
  width: number;
}

/**
 * The coverage of the intervals of all items. With a taste, the truth is what a very large study finds, since
 * log-odds of a mean are no mean of log-odds.
 */
export function strengthCoverage(study: StrengthCell, runs: number, seed = '1'): StrengthCoverage {
  const truth = study.taste === 0 ? study.items : marginal(study);
  let [held, bounded, finite, all] = [0, 0, 0, 0];
  const widths: number[] = [];
  for (let run = 0; run < runs; run++) {
    const rows = drawStudy(study, chance(`${seed} ${run}`));
    const ofTies = study.ties > 0;
    const found = ofTies ? davidson(rows).strengths : strengths(rows);
    const groups = connection(played(rows), !ofTies || tiesBind(played(rows)));
    for (const { item, low, high, group } of found) {
      all += 1;
      if (low === null || high === null) continue;
      bounded += 1;
      if (Number.isFinite(high - low)) finite += 1;
      widths.push(high - low);
      const { core, items } = groups[group]!;
      const against = core.length > 0 ? core : items;
      const own = truth[Number(item)]! - against.reduce((sum, one) => sum + truth[Number(one)]!, 0) / against.length;
      if (low <= own && own <= high) held += 1;
    }
  }
  const width = widths.sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? Number.NaN;
  return { coverage: held / bounded, bounded: bounded / all, finite: finite / all, width };
}

function marginal(study: StrengthCell): number[] {
  const rows = drawStudy({ ...study, asks: 60_000, votes: 1 }, chance('truth'));
  const found = study.ties > 0 ? davidson(rows).strengths : strengths(rows);
  const truth = new Array<number>(study.items.length).fill(0);
  for (const { item, strength } of found) truth[Number(item)] = strength;
  return truth;
}
