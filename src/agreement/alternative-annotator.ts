import jstat from 'jstat';
import { shareInterval } from './clustered-share.ts';
import type { Item, Study } from './ratings.ts';
import { type Scale, valuesOf } from './scale.ts';
import type { Figure } from './statistic.ts';

/** The fewest items of a person: with fewer, the test says nothing about them. */
export const FEWEST_ITEMS = 30;
const Q = 0.05;

export interface AlternativeAnnotatorOptions {
  /**
   * The handicap (ε) that the judge is given: .2 against experts, .15 against skilled people, .1 against a
   * crowd.
   */
  epsilon: number;
  intervals?: boolean;
  /**
   * How a label is held against the others': by equal ones if nominal (the default), else by the negative
   * root mean square error of its number, as in the paper.
   */
  scale?: Scale;
}

/**
 * The alternative annotator test: could the judge stand in for a human annotator? Each person in turn is held
 * against the others, and so is the judge, on every item that the person and at least one other rated.
 * Source: Calderon, Reichart and Dror 2025.
 * @returns the winning rate, the advantage, and n: people with at least 30 items. The winning rate is the
 * share of people for whom the judge is shown to do at least as well, up to `epsilon`: one-sided t-tests with
 * Benjamini–Yekutieli at q = .05. It has no interval: each test's threshold depends on all the others, so
 * rejections are no independent trials. The advantage is the mean, over people, of how often the judge does
 * at least as well as the person. Its interval is for these people on other items: the linearised variance
 * over clusters.
 */
export function alternativeAnnotator(
  study: Study,
  judge: number,
  { epsilon, intervals = true, scale = 'nominal' }: AlternativeAnnotatorOptions,
): { winningRate: Figure; advantage: Figure } {
  const compare = scale === 'nominal' ? byEquality : byError(valuesOf(study.labels));
  const people = study.humans.map(() => ({ items: 0, sum: 0, squares: 0, wins: 0 }));
  for (const item of study.items) {
    compare(item, judge, (rater, judgeWins, personWins) => {
      const person = people[rater]!;
      person.items += 1;
      person.sum += personWins - judgeWins;
      person.squares += (personWins - judgeWins) ** 2;
      person.wins += judgeWins;
    });
  }
  const tested = people.filter(({ items }) => items >= FEWEST_ITEMS);
  const n = tested.length;
  if (n === 0) {
    const nothing = { value: null, low: null, high: null, n };
    return { winningRate: nothing, advantage: nothing };
  }
  const pValues = tested.map((person) => pValue(person, epsilon));
  const rejected = benjaminiYekutieli(pValues, Q).filter(Boolean).length;
  const value = tested.reduce((sum, { wins, items }) => sum + wins / items, 0) / n;
  if (!intervals) {
    const plain = (value: number) => ({ value, low: null, high: null, n });
    return { winningRate: plain(rejected / n), advantage: plain(value) };
  }

  const influence = new Map<string, number>();
  for (const item of study.items) {
    compare(item, judge, (rater, judgeWins) => {
      const { items, wins } = people[rater]!;
      if (items < FEWEST_ITEMS) return;
      influence.set(item.cluster, (influence.get(item.cluster) ?? 0) + (judgeWins - wins / items) / (items * n));
    });
  }
  let variance = 0;
  for (const moved of influence.values()) variance += moved * moved;
  const trials = tested.reduce((sum, { items }) => sum + items, 0);
  const bounds = shareInterval({ value, variance, trials, clusters: influence.size, freedom: influence.size - 1 });
  return { winningRate: { value: rejected / n, low: null, high: null, n }, advantage: { value, ...bounds, n } };
}

/**
 * For each person of an item: whether the judge does at least as well by the others' labels as the person,
 * and the other way round (1 or 0).
 */
type Compare = (
  item: Item,
  judge: number,
  tell: (rater: number, judgeWins: number, personWins: number) => void,
) => void;

/** By how many of the others gave the same label. */
const byEquality: Compare = ({ humans, counts, judges }, judge, tell) => {
  const said = judges[judge];
  if (said === undefined || humans.length < 2) return;
  for (const { rater, label } of humans) {
    const ofPerson = counts.get(label)! - 1;
    const ofJudge = label === said ? ofPerson : (counts.get(said) ?? 0);
    tell(rater, ofJudge >= ofPerson ? 1 : 0, ofPerson >= ofJudge ? 1 : 0);
  }
};

/**
 * By the root mean square error against the numbers of the k others. The judge's is the larger one where
 * (s − h) · (k(s + h) − 2R) > 0, with s and h the judge's and the person's number and R the others' sum.
 */
const byError =
  (values: readonly number[]): Compare =>
  ({ humans, judges }, judge, tell) => {
    const said = judges[judge];
    if (said === undefined || humans.length < 2) return;
    const s = values[said]!;
    const all = humans.reduce((sum, { label }) => sum + values[label]!, 0);
    for (const { rater, label } of humans) {
      const h = values[label]!;
      const [others, twice] = [(humans.length - 1) * (s + h), 2 * (all - h)];
      // Equal errors of numbers such as 0.1 may differ in their last digit.
      const level = s === h || Math.abs(others - twice) <= 1e-9 * (Math.abs(others) + Math.abs(twice));
      const more = level ? 0 : (s - h) * (others - twice);
      tell(rater, more <= 0 ? 1 : 0, more >= 0 ? 1 : 0);
    }
  };

/** The p-value of a one-sided t-test of mean d < epsilon. */
function pValue({ items: n, sum, squares }: { items: number; sum: number; squares: number }, epsilon: number): number {
  const mean = sum / n;
  const variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
  if (variance === 0) return mean < epsilon ? 0 : 1;
  return jstat.studentt.cdf((mean - epsilon) / Math.sqrt(variance / n), n - 1);
}

/**
 * Which hypotheses are rejected at false discovery rate q, under any dependence.
 * Source: Benjamini and Yekutieli 2001.
 */
export function benjaminiYekutieli(pValues: readonly number[], q: number): boolean[] {
  const m = pValues.length;
  const harmonic = Array.from({ length: m }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const last = order.findLastIndex(({ p }, i) => p <= ((i + 1) * q) / (m * harmonic));
  const rejected = new Array<boolean>(m).fill(false);
  for (const { index } of order.slice(0, last + 1)) rejected[index] = true;
  return rejected;
}
