import { shareWith, uniformWeight } from '../../agreement/judge-trial.ts';
import type { Verdict } from '../../terms.ts';
import { type Duel, type Heard, heardFrom, type Order, orders } from './duel.ts';
import type { Phase, Ports } from './run.ts';

/** What a judge says of each of these duels, by one list of rules, in their order. */
export async function hear(
  duels: readonly Duel[],
  rules: readonly string[],
  ports: Pick<Ports, 'judge' | 'parallel'>,
  phase: Phase,
): Promise<Heard[]> {
  const verdicts = new Map<Duel, Partial<Record<Order, Verdict>>>(duels.map((duel) => [duel, {}]));
  const left = duels.flatMap((duel) => orders.map((order) => ({ duel, order }))).values();
  let stop = false;
  const work = async () => {
    for (const { duel, order } of left) {
      if (stop) return;
      verdicts.get(duel)![order] = await ports.judge(duel, order, rules, phase);
    }
  };
  // What is under way is waited for also after a failure: it is paid, and its answer is kept.
  const ends = await Promise.allSettled(
    Array.from({ length: ports.parallel }, () =>
      work().catch((error: unknown) => {
        stop = true;
        throw error;
      }),
    ),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return duels.map((duel) => {
    const { ab = 'invalid', ba = 'invalid' } = verdicts.get(duel)!;
    return heardFrom({ ab, ba });
  });
}

/** How far people go with a judge, and how steady it is, over the same duels. */
export interface Score {
  /** The share of votes that go with it, each ask once, weighted to an even draw of opponents; 0–1. */
  agreement: number;
  /** The share of duels in which the two orders named different sides. */
  contradicted: number;
  /** The share of invalid verdicts. */
  invalid: number;
  /** The agreement on each duel, for the Pareto front. */
  each: readonly number[];
}

export const weightsOf = (duels: readonly Duel[]): number[] =>
  duels.map(({ opponentProbability }) => uniformWeight(opponentProbability));

export function scoreOf(duels: readonly Duel[], heard: readonly Heard[]): Score {
  const each = duels.map((duel, i) => shareWith(duel, heard[i]!.said));
  const weights = weightsOf(duels);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    agreement: total === 0 ? 0.5 : each.reduce((sum, share, i) => sum + share * weights[i]!, 0) / total,
    contradicted: shareOf(heard, ({ contradicted }) => Number(contradicted)),
    invalid: shareOf(heard, ({ invalid }) => invalid / orders.length),
    each,
  };
}

const shareOf = (heard: readonly Heard[], of: (one: Heard) => number): number =>
  heard.length === 0 ? 0 : heard.reduce((sum, one) => sum + of(one), 0) / heard.length;

/**
 * How much more often a judge may contradict itself by new rules. A rule about places makes it say nothing at
 * all, and where it was wrong before, nothing looks like a gain. Rules that make pairs closer cost some too.
 */
const CONTRADICTS = 0.2;

/** Whether new rules leave a judge as steady as it was. */
export const isAsSteady = (now: Score, before: Score): boolean =>
  now.contradicted <= before.contradicted + CONTRADICTS && now.invalid <= before.invalid + CONTRADICTS;
