import type { Verdict } from '../terms.ts';

/** What one judge did on the compared questions, and what it took. null: unknown, which is not zero. */
export interface PerJudge {
  /** Means over questions. */
  callsPerAsk: number | null;
  tokensPerAsk: number | null;
  usdPerAsk: number | null;
  /** The share of calls without a readable verdict, 0–1. */
  invalidShare: number | null;
  /** Of the pairs asked in both orders, the share in which the orders name different replies, 0–1. */
  contradictedShare: number | null;
  /** The share of readable verdicts for the reply that stood first, 0–1. Far from ½: it judges the place. */
  firstSlotShare: number | null;
}

/** One call of a judge on an ordered pair. */
export interface JudgedCall {
  first: number;
  second: number;
  verdict: Verdict;
  tokens: number | null;
  usd: number | null;
}

/** Sums up a judge's calls, given by question. */
export function perJudge(asks: readonly (readonly JudgedCall[])[]): PerJudge {
  const calls = asks.flat();
  const valid = calls.filter(({ verdict }) => verdict !== 'invalid');
  const pairs = asks.flatMap(bothOrders);
  const meanPerAsk = (values: readonly (number | null)[]) =>
    values.some((value) => value === null)
      ? null
      : share(
          values.reduce<number>((sum, v) => sum + v!, 0),
          asks.length,
        );
  return {
    callsPerAsk: share(calls.length, asks.length),
    tokensPerAsk: meanPerAsk(calls.map(({ tokens }) => tokens)),
    usdPerAsk: meanPerAsk(calls.map(({ usd }) => usd)),
    invalidShare: share(calls.length - valid.length, calls.length),
    contradictedShare: share(pairs.filter(([one, other]) => one !== other).length, pairs.length),
    firstSlotShare: share(valid.filter(({ verdict }) => verdict === 'first').length, valid.length),
  };
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The winners that the two orders of each pair name, by the first readable verdict in each order. */
function bothOrders(calls: readonly JudgedCall[]): [number, number][] {
  const winners = new Map<string, number>();
  for (const { first, second, verdict } of calls) {
    const order = `${first} ${second}`;
    if (verdict !== 'invalid' && !winners.has(order)) winners.set(order, verdict === 'first' ? first : second);
  }
  return [...winners].flatMap(([order, winner]): [number, number][] => {
    const [first, second] = order.split(' ').map(Number) as [number, number];
    const other = first < second ? winners.get(`${second} ${first}`) : undefined;
    return other === undefined ? [] : [[winner, other]];
  });
}
