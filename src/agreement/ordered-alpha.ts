import type { Study } from './ratings.ts';
import { ranksOf, valuesOf } from './scale.ts';
import type { Statistic } from './statistic.ts';

/**
 * Krippendorff's alpha for interval data: squared differences within items against those among all votes.
 * Undefined where all votes are equal. n: items with at least two votes.
 * Source: Krippendorff 2004.
 */
export function intervalAlpha({ labels }: Study): Statistic {
  const values = valuesOf(labels);
  // Squares of numbers far from zero would lose digits.
  const centre = values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : 0;
  const [votes, sum, squares, apart, units] = [0, 1, 2, 3, 4];
  const among = (sums: Float64Array) => 2 * (sums[votes]! * sums[squares]! - sums[sum]! ** 2);
  return {
    size: 5,
    weight: units,
    range: [-1, 1],
    add({ humans }, sums) {
      const m = humans.length;
      if (m < 2) return;
      let [one, two] = [0, 0];
      for (const { label } of humans) {
        const value = values[label]! - centre;
        one += value;
        two += value * value;
      }
      sums[votes]! += m;
      sums[sum]! += one;
      sums[squares]! += two;
      sums[apart]! += Math.max(0, (2 * (m * two - one * one)) / (m - 1));
      sums[units]! += 1;
    },
    finish(sums) {
      const all = among(sums);
      const value = all > 1e-12 * sums[votes]! ? 1 - (sums[apart]! * (sums[votes]! - 1)) / all : null;
      return { value, n: sums[units]! };
    },
    gradient(sums) {
      const [n, all] = [sums[votes]!, among(sums)];
      const byAll = (sums[apart]! * (n - 1)) / all ** 2;
      const slopes = new Float64Array(5);
      slopes[votes] = 2 * sums[squares]! * byAll - sums[apart]! / all;
      slopes[sum] = -4 * sums[sum]! * byAll;
      slopes[squares] = 2 * n * byAll;
      slopes[apart] = -(n - 1) / all;
      return slopes;
    },
  };
}

/**
 * Krippendorff's alpha for ordinal data. Two labels are as far apart as there are votes between them, half of
 * their own included: so a label's place is its mean rank among all votes, and the rest is as for interval
 * data. At most `MOST_RANKS` labels. n: items with at least two votes.
 * Source: Krippendorff 2004.
 */
export function ordinalAlpha({ labels }: Study): Statistic {
  const rank = ranksOf(labels);
  const k = new Set(rank).size;
  const pairAt = (low: number, high: number) => k + (high * (high - 1)) / 2 + low;
  const units = k + (k * (k - 1)) / 2;
  return {
    size: units + 1,
    weight: units,
    range: [-1, 1],
    add({ humans, counts }, sums) {
      const m = humans.length;
      if (m < 2) return;
      const given = [...counts].map(([label, count]) => [rank[label]!, count] as const);
      for (const [at, count] of given) {
        sums[at]! += count;
        for (const [other, votes] of given) if (at < other) sums[pairAt(at, other)]! += (count * votes) / (m - 1);
      }
      sums[units]! += 1;
    },
    finish(sums) {
      const { votes, apart, all } = spread(sums, k, pairAt);
      return { value: all > 0 ? 1 - (apart * (votes - 1)) / all : null, n: sums[units]! };
    },
    gradient(sums) {
      const { votes, apart, all, place } = spread(sums, k, pairAt);
      const slopes = new Float64Array(units + 1);
      // How apart and all change with each label's place; with its own votes a label moves all above it.
      const [apartBy, allBy] = [new Float64Array(k), new Float64Array(k)];
      for (let high = 1; high < k; high++) {
        for (let low = 0; low < high; low++) {
          const far = place[high]! - place[low]!;
          const pairs = sums[pairAt(low, high)]!;
          slopes[pairAt(low, high)] = (-(votes - 1) * 2 * far * far) / all;
          const [a, b] = [4 * pairs * far, 4 * sums[low]! * sums[high]! * far];
          apartBy[high]! += a;
          apartBy[low]! -= a;
          allBy[high]! += b;
          allBy[low]! -= b;
        }
      }
      for (let label = 0; label < k; label++) {
        let [moved, movedAll] = [apartBy[label]! / 2, allBy[label]! / 2];
        for (let above = label + 1; above < k; above++) {
          moved += apartBy[above]!;
          movedAll += allBy[above]!;
        }
        for (let other = 0; other < k; other++) movedAll += 2 * sums[other]! * (place[label]! - place[other]!) ** 2;
        slopes[label] = -(apart + (votes - 1) * (moved - (apart * movedAll) / all)) / all;
      }
      return slopes;
    },
  };
}

/** Squared differences of places within items and among all votes, ordered pairs. */
function spread(sums: Float64Array, k: number, pairAt: (low: number, high: number) => number) {
  const place = new Float64Array(k);
  let votes = 0;
  for (let label = 0; label < k; label++) {
    place[label] = votes + sums[label]! / 2;
    votes += sums[label]!;
  }
  let [apart, all] = [0, 0];
  for (let high = 1; high < k; high++) {
    for (let low = 0; low < high; low++) {
      const far = (place[high]! - place[low]!) ** 2;
      apart += 2 * sums[pairAt(low, high)]! * far;
      all += 2 * sums[low]! * sums[high]! * far;
    }
  }
  return { votes, apart, all, place };
}
