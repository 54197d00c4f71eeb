import jstat from 'jstat';
import type { Item, Study } from './ratings.ts';
import type { Statistic } from './statistic.ts';

/** Fewer items a person than that, and nothing is said about them. */
export const FEWEST_ITEMS = 30;
const Q = 0.05;

/**
 * The alternative annotator test (Calderon, Reichart and Dror 2025): could the judge stand in for a human annotator? Each person in turn
 * is held against the others, and so is the judge, on every item that the person and at least one other rated. Winning rate: the share of
 * people for whom the judge is shown to do at least as well, up to `epsilon` (.2 for experts, .15 for skilled people, .1 for a crowd); one-sided
 * t-tests, Benjamini–Yekutieli at q = .05. Advantage: the mean probability that the judge does at least as well as the person. n: people with
 * at least 30 items.
 */
export function alternativeAnnotator(
  study: Study,
  judge: number,
  epsilon: number,
): { winningRate: Statistic; advantage: Statistic } {
  const people = study.humans.length;
  // For each person: items, sum of d, sum of d², wins of the judge; d is 1 where only the person does as well as the other, −1 where only the judge does.
  const size = 4 * people;
  const add = (item: Item, sums: Float64Array) => {
    const said = item.judges[judge];
    if (said === undefined || item.humans.length < 2) return;
    for (const { rater, label } of item.humans) {
      const others = item.humans.filter((human) => human.rater !== rater);
      const ofJudge = others.filter((human) => human.label === said).length;
      const ofPerson = others.filter((human) => human.label === label).length;
      const [judgeWins, personWins] = [ofJudge >= ofPerson ? 1 : 0, ofPerson >= ofJudge ? 1 : 0];
      const d = personWins - judgeWins;
      const at = 4 * rater;
      sums[at]! += 1;
      sums[at + 1]! += d;
      sums[at + 2]! += d * d;
      sums[at + 3]! += judgeWins;
    }
  };
  const tested = (sums: Float64Array) =>
    Array.from({ length: people }, (_, i) => sums.subarray(4 * i, 4 * i + 4)).filter((own) => own[0]! >= FEWEST_ITEMS);
  return {
    winningRate: {
      size,
      add,
      finish(sums) {
        const own = tested(sums);
        const rejected = benjaminiYekutieli(
          own.map((part) => pValue(part, epsilon)),
          Q,
        );
        return { value: own.length > 0 ? rejected.filter(Boolean).length / own.length : null, n: own.length };
      },
    },
    advantage: {
      size,
      add,
      finish(sums) {
        const own = tested(sums);
        const mean = own.reduce((sum, part) => sum + part[3]! / part[0]!, 0) / own.length;
        return { value: own.length > 0 ? mean : null, n: own.length };
      },
    },
  };
}

/** One-sided t-test of mean d < epsilon. */
function pValue([n = 0, sum = 0, squares = 0]: Float64Array | number[], epsilon: number): number {
  const mean = sum / n;
  const variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
  if (variance === 0) return mean < epsilon ? 0 : 1;
  return jstat.studentt.cdf((mean - epsilon) / Math.sqrt(variance / n), n - 1);
}

/** Which hypotheses are rejected at false discovery rate q under any dependence (Benjamini and Yekutieli 2001). */
export function benjaminiYekutieli(pValues: readonly number[], q: number): boolean[] {
  const m = pValues.length;
  const harmonic = Array.from({ length: m }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const last = order.findLastIndex(({ p }, i) => p <= ((i + 1) * q) / (m * harmonic));
  const rejected = new Array<boolean>(m).fill(false);
  for (const { index } of order.slice(0, last + 1)) rejected[index] = true;
  return rejected;
}
