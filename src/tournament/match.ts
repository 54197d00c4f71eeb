import { seeded } from '../seeded.ts';
import { winnerOf } from './field.ts';
import type { MatchRule } from './match-rule.ts';
import type { Comparison, NextComparison } from './tournament.ts';

/** Where the match of one pair stands. */
export interface Match {
  /** No further verdict can change the outcome, or none may be asked for. */
  settled: boolean;
  /** Who is ahead; null when nobody is. */
  leader: number | null;
  /** To be started, on top of what is in flight. */
  needed: NextComparison[];
}

/** The fewest tries that each order has, so that invalid verdicts can be asked again. */
const LEAST_ATTEMPTS = 3;

/** How often one order may be asked. */
const mostAttempts = ({ votes }: MatchRule): number => Math.max(LEAST_ATTEMPTS, votes);

/** The most comparisons of one match: every verdict is invalid. */
export const mostOfMatch = (rule: MatchRule, invalid: 'again' | 'draw'): number =>
  invalid === 'draw' ? rule.votes : (rule.votes === 1 ? 1 : 2) * mostAttempts(rule);

/**
 * The mean number of comparisons of one match. Half of the votes settle most matches; disagreement costs a
 * fifth more, in the simulated scenarios.
 */
export const expectedOfMatch = ({ votes }: MatchRule): number => (votes === 1 ? 1 : 1.2 * Math.ceil(votes / 2));

/**
 * Reads a match off its comparisons, in whatever order they came in. Calls alternate between the two orders;
 * the seed chooses the first. No more are started than could settle the match if they all agreed.
 * @param invalid what becomes of an invalid verdict: asked `again` up to a bound, or a `draw` that gives half
 * to each
 */
export function readMatch(
  pair: readonly [number, number],
  calls: readonly Comparison[],
  rule: MatchRule,
  invalid: 'again' | 'draw',
  seed: string,
): Match {
  const [a, b] = pair[0] < pair[1] ? pair : [pair[1], pair[0]];
  const aFirst = { first: a, second: b, counted: 0, attempts: 0 };
  const bFirst = { first: b, second: a, counted: 0, attempts: 0 };
  const both = seeded(seed, `first of ${a} and ${b}`).coin() ? [aFirst, bFirst] : [bFirst, aFirst];
  const orders = rule.votes === 1 ? both.slice(0, 1) : both;

  let lead = 0;
  let counted = 0;
  let flying = 0;
  for (const call of calls) {
    const order = call.first === a ? aFirst : bFirst;
    const winner = winnerOf(call);
    order.attempts++;
    if (call.verdict !== 'invalid' || invalid === 'draw') order.counted++;
    if (call.verdict === null) flying++;
    else if (winner !== null || invalid === 'draw') counted++;
    if (winner !== null) lead += winner === a ? 1 : -1;
  }

  const missing = Math.ceil((rule.votes - counted - Math.abs(lead)) / 2);
  const needed: NextComparison[] = [];
  for (let i = flying; i < missing; i++) {
    const [order] = orders
      .filter(({ attempts }) => attempts < mostAttempts(rule))
      .sort((one, other) => one.counted - other.counted);
    if (!order) break;
    order.attempts++;
    order.counted++;
    needed.push({ first: order.first, second: order.second, tier: 0 });
  }
  return {
    settled: missing <= 0 || (flying === 0 && needed.length === 0),
    leader: lead === 0 ? null : lead > 0 ? a : b,
    needed,
  };
}
