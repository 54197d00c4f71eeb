import type { Tournament, TournamentState } from '../../src/tournament/tournament.ts';

/** The verdicts for the better one of a pair, by whether it was shown first. */
export interface Count {
  rightFirst: number;
  shownFirst: number;
  rightSecond: number;
  shownSecond: number;
}

/** A kind of pair: the probability that the better one is named when it is shown first, and second. */
export interface PairKind {
  weight: number;
  first: number;
  second: number;
}

/** A stopping rule. The one that was named more often is picked; a coin decides between equals. */
export interface PairRule {
  stops: (count: Count) => boolean;
  most: number;
}

const asked = ({ shownFirst, shownSecond }: Count) => shownFirst + shownSecond;
const lead = (count: Count) => 2 * (count.rightFirst + count.rightSecond) - asked(count);

/** The majority of k: all k are asked, or only until it is settled. */
export const votingOf = (k: number, settled: boolean): PairRule => ({
  stops: (count) => settled && Math.abs(lead(count)) > k - asked(count),
  most: k,
});

/** A tournament's own rule, read off its decisions. */
export function ruleOf(tournament: Tournament, effort: TournamentState['effort'], most: number): PairRule {
  const known = new Map<string, boolean>();
  return {
    most,
    stops(count) {
      const key = Object.values(count).join();
      const before = known.get(key);
      if (before !== undefined) return before;
      const verdicts = [
        ...Array.from({ length: count.shownFirst }, (_, i) => ({ first: 0, second: 1, right: i < count.rightFirst })),
        ...Array.from({ length: count.shownSecond }, (_, i) => ({ first: 1, second: 0, right: i < count.rightSecond })),
      ];
      const comparisons = verdicts.map(({ first, second, right }, i) => ({
        id: i + 1,
        first,
        second,
        tier: 0 as const,
        verdict: right === (first === 0) ? ('first' as const) : ('second' as const),
      }));
      const state = { n: 2, seed: '1', effort, parallel: 1, arrived: [0, 1], gone: [], comparisons };
      const stops = tournament.next(state).pick !== null;
      known.set(key, stops);
      return stops;
    },
  };
}

/**
 * Exact figures, nothing is drawn: share of right picks and mean calls. The orders alternate, and either one
 * begins equally often.
 */
export function evaluate({ stops, most }: PairRule, kinds: readonly PairKind[]): { accuracy: number; calls: number } {
  const sum = { accuracy: 0, calls: 0 };
  const walk = (count: Count, chance: number, kind: PairKind) => {
    if (asked(count) === most || stops(count)) {
      sum.accuracy += chance * (lead(count) > 0 ? 1 : lead(count) < 0 ? 0 : 0.5);
      sum.calls += chance * asked(count);
      return;
    }
    const orders = [true, false].filter((first) =>
      first ? count.shownFirst <= count.shownSecond : count.shownSecond <= count.shownFirst,
    );
    for (const first of orders) {
      const share = chance / orders.length;
      const p = first ? kind.first : kind.second;
      walk(after(count, first, true), share * p, kind);
      walk(after(count, first, false), share * (1 - p), kind);
    }
  };
  for (const kind of kinds) walk({ rightFirst: 0, shownFirst: 0, rightSecond: 0, shownSecond: 0 }, kind.weight, kind);
  return sum;
}

const after = (count: Count, first: boolean, right: boolean): Count => ({
  rightFirst: count.rightFirst + Number(first && right),
  shownFirst: count.shownFirst + Number(first),
  rightSecond: count.rightSecond + Number(!first && right),
  shownSecond: count.shownSecond + Number(!first),
});
