import type { Study } from './ratings.ts';
import { ranksOf } from './scale.ts';
import { corrected, type Statistic } from './statistic.ts';

/**
 * Weighted kappa of the judge and the people's majority on ordinal labels: a disagreement weighs as many
 * ranks as it is wide, or the square of that. Ranks are those among all labels of the study. Items without a
 * majority are left out. n: items.
 * Source: Cohen 1968.
 */
export function weightedKappa({ labels }: Study, judge: number, weights: 'linear' | 'quadratic'): Statistic {
  const rank = ranksOf(labels);
  const k = Math.max(1, new Set(rank).size);
  const width = (a: number, b: number) => (weights === 'linear' ? Math.abs(a - b) : (a - b) ** 2);
  return {
    size: 2 * k + 2,
    weight: 2 * k + 1,
    range: [-1, 1],
    add(item, sums) {
      const said = item.judges[judge];
      if (item.plurality === null || said === undefined) return;
      const [people, own] = [rank[item.plurality]!, rank[said]!];
      sums[people]! += 1;
      sums[k + own]! += 1;
      sums[2 * k]! += width(people, own);
      sums[2 * k + 1]! += 1;
    },
    finish(sums) {
      const n = sums[2 * k + 1]!;
      if (n === 0) return { value: null, n };
      let expected = 0;
      for (let a = 0; a < k; a++)
        for (let b = 0; b < k; b++) expected += (sums[a]! / n) * (sums[k + b]! / n) * width(a, b);
      // In shares of the widest disagreement, so that both lie in 0–1.
      const widest = Math.max(1, width(0, k - 1));
      return { value: corrected(1 - sums[2 * k]! / n / widest, 1 - expected / widest), n };
    },
  };
}
