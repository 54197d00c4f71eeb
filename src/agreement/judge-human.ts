import type { Item, Study } from './ratings.ts';
import { corrected, type Statistic, share } from './statistic.ts';

/** Agreement of each human vote with the judge's label on the same item. n: votes. */
export const perVote = (judge: number): Statistic =>
  share((item) => {
    const said = item.judges[judge];
    return said === undefined ? [0, 0] : [item.counts.get(said) ?? 0, item.humans.length];
  });

/**
 * The people's decision on an item: its plurality. A split vote counts as a tie (`strict` false; a class of
 * its own where nobody ever gave one), or leaves the item out (`strict` true).
 */
function decided(item: Item, study: Study, strict: boolean): number | null {
  if (item.humans.length === 0) return null;
  return item.plurality ?? (strict ? null : study.tie === -1 ? study.labels.length : study.tie);
}

/** Agreement of the judge's label with the people's plurality. n: items. */
export const vsMajority = (study: Study, judge: number, strict: boolean): Statistic =>
  share((item) => {
    const people = decided(item, study, strict);
    const said = item.judges[judge];
    return people === null || said === undefined ? [0, 0] : [people === said ? 1 : 0, 1];
  });

/**
 * Cohen's kappa of the judge and the people's plurality, from the pooled table of labels. n: items.
 * Source: Cohen 1960.
 */
export function cohenKappa(study: Study, judge: number, strict: boolean): Statistic {
  // One class more than labels: split votes where `tie` is no label.
  const k = study.labels.length + 1;
  return {
    size: 2 * k + 2,
    weight: 2 * k + 1,
    range: [-1, 1],
    add(item, sums) {
      const people = decided(item, study, strict);
      const said = item.judges[judge];
      if (people === null || said === undefined) return;
      sums[people]! += 1;
      sums[k + said]! += 1;
      sums[2 * k]! += people === said ? 1 : 0;
      sums[2 * k + 1]! += 1;
    },
    finish(sums) {
      const n = sums[2 * k + 1]!;
      if (n === 0) return { value: null, n };
      let expected = 0;
      for (let label = 0; label < k; label++) expected += (sums[label]! / n) * (sums[k + label]! / n);
      return { value: corrected(sums[2 * k]! / n, expected), n };
    },
  };
}
