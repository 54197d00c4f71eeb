import { type Field, flyingIds, isSpent, readField, winnerOf } from './field.ts';
import { pickFrom } from './pick.ts';
import type { Comparison, NextComparison, Pick, Tournament, TournamentState } from './tournament.ts';

/** How often a newcomer is compared before it is left without a place: a call may have failed by chance. */
const TRIES = 2;

/**
 * For a judge that gives each reply a score: whoever comes is compared with the best so far, n − 1 times in
 * all, and the highest score is the pick. Where scores are equal, the seed decides. A verdict without scores
 * counts too, so that it can be replayed from verdicts alone.
 */
export const byScores: Tournament = {
  name: 'scores',
  isAdaptive: false,
  isExact: true,
  byScores: true,
  mostComparisons: (n) => TRIES * Math.max(0, n - 1),
  expectedComparisons: (n) => Math.max(0, n - 1),
  next(state) {
    const field = readField(state);
    const ranking = rank(field);
    const complete = field.arrived.length > 0 && field.arrived.length === field.live.length;
    if ((complete && waitingIn(field, ranking).length === 0) || isSpent(field))
      return { compare: [], pick: pickOf(field, ranking, state), cancel: flyingIds(state) };
    // One after the other: the next one meets the winner of this one.
    const compare = field.inFlight > field.orphans.length || field.room === 0 ? [] : nextOf(field, ranking);
    return { compare, pick: null, cancel: field.orphans };
  },
  best(state) {
    const field = readField(state);
    return pickOf(field, rank(field), state);
  },
};

interface Ranking {
  /** Who has a place, best first. */
  placed: readonly number[];
  /** Comparisons without a result, of those who have none. */
  failed: ReadonlyMap<number, number>;
}

/** Replays the comparisons in the order in which they were started. */
function rank(field: Field): Ranking {
  const placed: number[] = [];
  const failed = new Map<number, number>();
  const seedPlace = (candidate: number) => field.order.indexOf(candidate);
  for (const comparison of field.comparisons) {
    if (comparison.verdict === null) continue;
    const { first, second } = comparison;
    const newcomers = [first, second].filter((candidate) => !placed.includes(candidate));
    const better = winnerOf(comparison) ?? (isTie(comparison) ? inSeedOrder(first, second) : null);
    if (better === null) {
      for (const candidate of newcomers) failed.set(candidate, (failed.get(candidate) ?? 0) + 1);
      continue;
    }
    const worse = better === first ? second : first;
    if (newcomers.length === 2) placed.push(better, worse);
    // Below the best one is all that a defeat says.
    else if (newcomers[0] === worse) placed.push(worse);
    else if (newcomers[0] === better) placed.splice(placed.indexOf(worse), 0, better);
  }
  return { placed, failed };

  function inSeedOrder(a: number, b: number): number {
    return seedPlace(a) < seedPlace(b) ? a : b;
  }
}

const isTie = ({ scores }: Comparison): boolean => scores !== undefined && scores.first === scores.second;

/** Who can still be compared, in the seed's order: those that failed the least come first. */
function waitingIn(field: Field, { placed, failed }: Ranking): number[] {
  const tries = (candidate: number) => failed.get(candidate) ?? 0;
  const waiting = field.arrived.filter((candidate) => !placed.includes(candidate) && tries(candidate) < TRIES);
  // A single one has nobody to meet.
  return field.arrived.length < 2 ? [] : waiting.toSorted((a, b) => tries(a) - tries(b));
}

function nextOf(field: Field, ranking: Ranking): NextComparison[] {
  const [newcomer] = waitingIn(field, ranking);
  if (newcomer === undefined) return [];
  const pair = [newcomer, ranking.placed[0] ?? partnerOf(newcomer, field, ranking)];
  const [first, second] = field.order.filter((candidate) => pair.includes(candidate));
  return [{ first: first!, second: second!, tier: 0 }];
}

/**
 * Whom the first one meets. Where a call failed, nobody knows which of the two was to blame: each meets
 * another one then.
 */
function partnerOf(newcomer: number, { arrived, comparisons }: Field, { failed }: Ranking): number | undefined {
  const met = (other: number) =>
    comparisons.filter(({ first, second }) => [first, second].includes(newcomer) && [first, second].includes(other))
      .length;
  const tries = (candidate: number) => failed.get(candidate) ?? 0;
  return arrived
    .filter((candidate) => candidate !== newcomer)
    .toSorted((a, b) => met(a) - met(b) || tries(a) - tries(b))[0];
}

function pickOf(field: Field, { placed }: Ranking, { n }: TournamentState): Pick {
  const scores = scoresOf(field);
  const last = field.arrived.filter((candidate) => !placed.includes(candidate));
  const seedPlace = (candidate: number) => field.order.indexOf(candidate);
  const isScored = placed.length > 0 && placed.every((candidate) => scores.has(candidate));
  const best = isScored
    ? placed.toSorted((a, b) => scores.get(b)! - scores.get(a)! || seedPlace(a) - seedPlace(b))
    : placed;
  const picked = pickFrom([...best, ...last], field, n);
  if (!isScored || last.length > 0) return picked;
  return {
    ...picked,
    ...chancesOf(best, scores, n),
    judged: best.some((candidate) => scores.get(candidate)! < scores.get(picked.slot)!),
  };
}

function scoresOf({ comparisons }: Field): Map<number, number> {
  return new Map(
    comparisons.flatMap(({ first, second, scores }): [number, number][] =>
      scores
        ? [
            [first, scores.first],
            [second, scores.second],
          ]
        : [],
    ),
  );
}

/**
 * The chances by the model that such judges are trained under, uncalibrated: Bradley and Terry's for a pair,
 * Luce's choice axiom for the best of all (the softmax of the scores).
 * Source: Luce, "Individual Choice Behavior" (1959).
 */
function chancesOf(
  standings: readonly number[],
  scores: ReadonlyMap<number, number>,
  n: number,
): { pBest: number[]; pBeats: number[] } {
  const top = scores.get(standings[0]!)!;
  const below = standings.map((candidate) => scores.get(candidate)! - top);
  const total = below.reduce((sum, difference) => sum + Math.exp(difference), 0);
  const pBest = new Array<number>(n).fill(0);
  const pBeats = new Array<number>(n).fill(1);
  standings.forEach((candidate, at) => {
    pBest[candidate] = Math.exp(below[at]!) / total;
    if (at > 0) pBeats[candidate] = 1 / (1 + Math.exp(below[at]!));
  });
  return { pBest, pBeats };
}
