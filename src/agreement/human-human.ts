import type { Item, Study } from './ratings.ts';
import { corrected, type Statistic, share } from './statistic.ts';

/** Ordered pairs of different people on one item, and how many of them agree. */
function pairsOf({ humans, counts }: Item): [agreeing: number, all: number] {
  let agreeing = 0;
  for (const count of counts.values()) agreeing += count * (count - 1);
  return [agreeing, humans.length * (humans.length - 1)];
}

/** The number of votes, and the sum of squared counts of each label; the labels' sums come first. */
function votesOf(sums: Float64Array, labels: number): { votes: number; squares: number } {
  let [votes, squares] = [0, 0];
  for (let label = 0; label < labels; label++) {
    votes += sums[label]!;
    squares += sums[label]! * sums[label]!;
  }
  return { votes, squares };
}

/** Raw agreement: the share of pairs of people, over all items, who gave the same label. n: pairs. */
export const rawAgreement = (_: Study): Statistic =>
  share((item) => {
    const [agreeing, all] = pairsOf(item);
    return [agreeing / 2, all / 2];
  });

/**
 * Fleiss' kappa with unequal numbers of votes: observed agreement pooled over pairs, expected agreement from
 * the pooled label shares of items with at least two votes. n: those items.
 * Source: Fleiss 1971.
 */
export function fleissKappa({ labels }: Study): Statistic {
  const k = labels.length;
  return {
    size: k + 3,
    weight: k + 1,
    range: [-1, 1],
    add(item, sums) {
      if (item.humans.length < 2) return;
      const [agreeing, all] = pairsOf(item);
      item.counts.forEach((count, label) => {
        sums[label]! += count;
      });
      sums[k]! += agreeing;
      sums[k + 1]! += all;
      sums[k + 2]! += 1;
    },
    finish(sums) {
      const { votes, squares } = votesOf(sums, k);
      const expected = squares / (votes * votes);
      return { value: sums[k + 1]! > 0 ? corrected(sums[k]! / sums[k + 1]!, expected) : null, n: sums[k + 2]! };
    },
    gradient(sums) {
      const [agreeing, all] = [sums[k]!, sums[k + 1]!];
      const { votes, squares } = votesOf(sums, k);
      const room = 1 - squares / votes ** 2;
      const byExpected = (agreeing / all - 1) / room ** 2;
      const slopes = new Float64Array(k + 3);
      for (let label = 0; label < k; label++)
        slopes[label] = (byExpected * 2 * (sums[label]! - squares / votes)) / votes ** 2;
      slopes[k] = 1 / all / room;
      slopes[k + 1] = -agreeing / all ** 2 / room;
      return slopes;
    },
  };
}

/**
 * Krippendorff's alpha for nominal data, missing votes allowed: every item with m ≥ 2 votes weighs m.
 * Undefined where all votes are equal. n: items with at least two votes.
 * Source: Krippendorff 2004.
 */
export function krippendorffAlpha({ labels }: Study): Statistic {
  const k = labels.length;
  return {
    size: k + 2,
    weight: k + 1,
    range: [-1, 1],
    add(item, sums) {
      const m = item.humans.length;
      if (m < 2) return;
      const [agreeing, all] = pairsOf(item);
      item.counts.forEach((count, label) => {
        sums[label]! += count;
      });
      sums[k]! += (all - agreeing) / (m - 1);
      sums[k + 1]! += 1;
    },
    finish(sums) {
      const { votes, squares } = votesOf(sums, k);
      const expected = (votes ** 2 - squares) / (votes - 1);
      return { value: votes > 1 && expected > 0 ? 1 - sums[k]! / expected : null, n: sums[k + 1]! };
    },
    gradient(sums) {
      const { votes, squares } = votesOf(sums, k);
      const apart = votes ** 2 - squares;
      const slopes = new Float64Array(k + 2);
      for (let label = 0; label < k; label++)
        slopes[label] = (-sums[k]! * (apart - 2 * (votes - 1) * (votes - sums[label]!))) / apart ** 2;
      slopes[k] = -(votes - 1) / apart;
      return slopes;
    },
  };
}

/**
 * Gwet's AC1 for several raters with missing votes: observed agreement is the mean over items with at least
 * two votes; chance agreement comes from each label's mean share over all items. Labels are those that people
 * gave. n: items with at least two votes.
 * Source: Gwet 2008.
 */
export function gwetAc1({ labels, items }: Study): Statistic {
  const k = labels.length;
  // A label that only a judge gives would raise people's agreement.
  const given = new Set(items.flatMap(({ counts }) => [...counts.keys()])).size;
  return {
    size: k + 3,
    weight: k + 2,
    range: [-1, 1],
    add(item, sums) {
      const m = item.humans.length;
      if (m === 0) return;
      item.counts.forEach((count, label) => {
        sums[label]! += count / m;
      });
      sums[k]! += 1;
      if (m < 2) return;
      const [agreeing, all] = pairsOf(item);
      sums[k + 1]! += agreeing / all;
      sums[k + 2]! += 1;
    },
    finish(sums) {
      const items = sums[k]!;
      if (given < 2 || sums[k + 2]! === 0) return { value: null, n: sums[k + 2]! };
      let spread = 0;
      for (let label = 0; label < k; label++) spread += (sums[label]! / items) * (1 - sums[label]! / items);
      const chance = spread / (given - 1);
      return { value: corrected(sums[k + 1]! / sums[k + 2]!, chance), n: sums[k + 2]! };
    },
  };
}

/**
 * Leave-one-out agreement: each vote against the majority of the others on its item, averaged over votes.
 * Where k labels of the others are level, agreeing with one of them counts 1/k, as in AlpacaEval. n: votes on
 * items with at least two.
 */
export const leaveOneOut = (_: Study): Statistic =>
  share(({ humans, counts }) => {
    if (humans.length < 2) return [0, 0];
    let hits = 0;
    for (const [label, count] of counts) {
      // The other people's votes, for a person who gave this label.
      let [most, level] = [count - 1, count > 1 ? 1 : 0];
      for (const [other, votes] of counts) {
        if (other === label) continue;
        if (votes > most) [most, level] = [votes, 1];
        else if (votes === most) level += 1;
      }
      if (most === count - 1) hits += count / level;
    }
    return [hits, humans.length];
  });
