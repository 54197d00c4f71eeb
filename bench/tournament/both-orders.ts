import { readField, winnerOf } from '../../src/tournament/field.ts';
import { pickFrom } from '../../src/tournament/pick.ts';
import type { NextComparison, Tournament } from '../../src/tournament/tournament.ts';

/** A recorded judge that gave no verdict will never give one. */
const MOST_TRIES = 4;

/**
 * A yardstick, not offered to anybody: a round robin in both orders. Invalid verdicts are asked again; most
 * wins.
 */
export const bothOrders: Tournament = {
  name: 'round robin, both orders',
  isAdaptive: false,
  isExact: true,
  mostComparisons: (n) => MOST_TRIES * n * (n - 1),
  expectedComparisons: (n) => n * (n - 1),
  next(state) {
    const field = readField(state);
    const compare: NextComparison[] = [];
    for (const first of field.arrived) {
      for (const second of field.arrived) {
        const calls = field.comparisons.filter((one) => one.first === first && one.second === second);
        const asked = calls.some(({ verdict }) => verdict !== 'invalid') || calls.length >= MOST_TRIES;
        if (first !== second && !asked) compare.push({ first, second, tier: 0 });
      }
    }
    const over = compare.length === 0 && field.inFlight === 0 && field.arrived.length === field.live.length;
    return { compare: compare.slice(0, field.room), pick: over ? this.best(state) : null, cancel: [] };
  },
  best(state) {
    const field = readField(state);
    const wins = new Array<number>(state.n).fill(0);
    for (const comparison of field.comparisons) {
      const winner = winnerOf(comparison);
      if (winner !== null) wins[winner] = (wins[winner] ?? 0) + 1;
    }
    const standings = field.arrived.toSorted((a, b) => wins[b]! - wins[a]!);
    return pickFrom(standings, field, state.n);
  },
};
