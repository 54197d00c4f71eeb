import { connection } from './connection.ts';

/** One comparison as a ranking takes it; a tie is half a win for each. */
export interface Outcome {
  left: string;
  right: string;
  winner: 'left' | 'right' | 'tie';
}

/** Comparisons of two items on one question, added up. Counts may be weighted. */
export interface Played {
  left: string;
  right: string;
  won: number;
  lost: number;
  tied: number;
  cluster: string;
  /** What one comparison counts in the numbers above; 1 where it is absent. */
  weight?: number;
}

/** Each outcome as a row of its own. Without a cluster it stands alone. */
export const played = (outcomes: readonly (Outcome & { cluster?: string })[]): Played[] =>
  outcomes.map(({ left, right, winner, cluster }, i) => ({
    left,
    right,
    won: winner === 'left' ? 1 : 0,
    lost: winner === 'right' ? 1 : 0,
    tied: winner === 'tie' ? 1 : 0,
    cluster: cluster ?? `${i}`,
  }));

export interface Ranked {
  item: string;
  score: number;
}

/** Each item's wins, ties half, and how often it met each of the others. */
function tally(outcomes: readonly Outcome[]) {
  const items = [...new Set(outcomes.flatMap(({ left, right }) => [left, right]))];
  const index = new Map(items.map((item, i) => [item, i]));
  const won = new Float64Array(items.length);
  const met = items.map(() => new Map<number, number>());
  for (const { left, right, winner } of outcomes) {
    const [i, j] = [index.get(left)!, index.get(right)!];
    won[i]! += winner === 'left' ? 1 : winner === 'tie' ? 0.5 : 0;
    won[j]! += winner === 'right' ? 1 : winner === 'tie' ? 0.5 : 0;
    if (i === j) continue;
    met[i]!.set(j, (met[i]!.get(j) ?? 0) + 1);
    met[j]!.set(i, (met[j]!.get(i) ?? 0) + 1);
  }
  return { items, won, met: met.map((others) => [...others]) };
}

/**
 * Bradley–Terry scores by minorisation–maximisation; a tie is half a win each. Scores sum to 1, best first.
 * They are finite only where no group of items won, or lost, every comparison against the rest. Otherwise the
 * iteration ends at its limit, with the order right and the distances meaningless; `connection` says which
 * items those are.
 * Source: Bradley and Terry 1952; Hunter 2004.
 */
export function bradleyTerry(outcomes: readonly Outcome[], { tolerance = 1e-14, rounds = 100_000 } = {}): Ranked[] {
  const { items, won, met } = tally(outcomes);
  const n = items.length;
  let scores = new Float64Array(n).fill(1 / n);
  for (let round = 0; round < rounds; round++) {
    const next = scores.map((own, i) => {
      let weight = 0;
      for (const [j, times] of met[i]!) weight += times / (own + scores[j]!);
      return weight > 0 ? won[i]! / weight : own;
    });
    const total = next.reduce((a, b) => a + b, 0);
    let change = 0;
    for (let i = 0; i < n; i++) {
      next[i]! /= total;
      change = Math.max(change, Math.abs(next[i]! - scores[i]!));
    }
    scores = next;
    if (change < tolerance) break;
  }
  return items.map((item, i) => ({ item, score: scores[i]! })).sort((a, b) => b.score - a.score);
}

/**
 * Whether every item can be reached from every other by wins and ties: only then are Bradley–Terry scores
 * finite.
 */
export function isConnected(outcomes: readonly Outcome[]): boolean {
  const [group, ...others] = connection(played(outcomes));
  return others.length === 0 && (!group || group.core.length === group.items.length);
}

/**
 * Elo ratings, in the order of the comparisons: start 1000, scale 400, K = 4. A tie is half a point. The
 * order of rows matters.
 * Source: Elo 1978.
 */
export function eloRatings(outcomes: readonly Outcome[], { start = 1000, scale = 400, k = 4 } = {}): Ranked[] {
  const ratings = new Map<string, number>();
  const of = (item: string) => ratings.get(item) ?? start;
  for (const { left, right, winner } of outcomes) {
    const expected = 1 / (1 + 10 ** ((of(right) - of(left)) / scale));
    const change = k * ((winner === 'left' ? 1 : winner === 'tie' ? 0.5 : 0) - expected);
    ratings.set(left, of(left) + change);
    ratings.set(right, of(right) - change);
  }
  return [...ratings].map(([item, score]) => ({ item, score })).sort((a, b) => b.score - a.score);
}
