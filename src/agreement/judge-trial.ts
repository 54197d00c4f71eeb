import jstat from 'jstat';
import type { Figure } from './statistic.ts';

/** One side of a duel, or no side: a judge that contradicts itself between the orders says nothing. */
export type Said = 'a' | 'b' | null;

/** A closed duel that two judges have judged anew, and its counted votes for one of the sides. */
export interface TriedDuel {
  /** The ask, within which nothing is independent. */
  cluster: string;
  votes: readonly { voter: string; side: 'a' | 'b' }[];
  old: Said;
  new: Said;
  /** With which probability the opponent was chosen, over all ways of choosing it, in (0, 1]. */
  opponentProbability: number;
}

/** Fewer people than this are no community: what pleases one of them would pass for its taste. */
export const FEWEST_VOTERS = 5;

/** What a trial says. Differences are new minus old, in shares of votes, −1 to 1. */
export interface JudgeTrial {
  /** Of the asks in which people took a side. */
  old: number | null;
  new: number | null;
  difference: Figure;
  /** The same without the voter whose leaving lowers it most. null: nobody voted. */
  withoutOne: Figure | null;
  voters: number;
  /** Whether both lower bounds are above zero, with enough people. */
  isBetter: boolean;
}

/**
 * How much a duel counts, so that its opponents count as if each of the others had been drawn alike: the
 * inverse of the opponent's probability in units of an even draw. A duel's opponent is the runner-up half of
 * the time, and on a close pair a judge that chose it looks worse than it is.
 * Source: Horvitz and Thompson 1952.
 * @returns 0 to 2; 1 where there was no choice
 */
export function uniformWeight(opponentProbability: number): number {
  // Below ½ it was drawn as one of m at 1/(2m); above, it is the runner-up, at ½ + 1/(2m).
  return opponentProbability > 0.5 ? (2 * opponentProbability - 1) / opponentProbability : 2;
}

/**
 * Tries a judge against another one on the same duels and people, once. Every ask counts once, by the share
 * of its votes that go with the judge (half of them where it takes no side), and is weighted to an even draw
 * of opponents (`uniformWeight`). The interval is Student's t of the weighted mean over asks. As a community
 * is more than its keenest voter, the difference must hold without any one of them too.
 * @param duels of different asks; those without a vote for a side are left out
 */
export function tryJudge(duels: readonly TriedDuel[]): JudgeTrial {
  const all = differenceOf(duels);
  const voters = [...new Set(duels.flatMap(({ votes }) => votes.map(({ voter }) => voter)))];
  let withoutOne: Figure | null = null;
  for (const voter of voters) {
    const found = differenceOf(
      duels.map((duel) => ({ ...duel, votes: duel.votes.filter((vote) => vote.voter !== voter) })),
    ).difference;
    if (withoutOne === null || (found.low ?? -1) < (withoutOne.low ?? -1)) withoutOne = found;
  }
  return {
    ...all,
    withoutOne,
    voters: voters.length,
    isBetter: voters.length >= FEWEST_VOTERS && (all.difference.low ?? 0) > 0 && (withoutOne?.low ?? 0) > 0,
  };
}

function differenceOf(duels: readonly TriedDuel[]): Pick<JudgeTrial, 'old' | 'new' | 'difference'> {
  const rows = duels
    .filter(({ votes }) => votes.length > 0)
    .map((duel) => {
      const [before, after] = [shareWith(duel, duel.old), shareWith(duel, duel.new)];
      return { weight: uniformWeight(duel.opponentProbability), before, after };
    });
  const n = rows.length;
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { old: null, new: null, difference: { value: null, low: null, high: null, n } };
  const mean = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + row.weight * of(row), 0) / total;
  const value = mean(({ before, after }) => after - before);
  const spread = rows.reduce((sum, { weight, before, after }) => sum + (weight * (after - before - value)) ** 2, 0);
  if (n < 2)
    return {
      old: mean(({ before }) => before),
      new: mean(({ after }) => after),
      difference: { value, low: null, high: null, n },
    };
  const error = Math.sqrt((n / (n - 1)) * spread) / total;
  const reach = jstat.studentt.inv(0.975, n - 1) * error;
  return {
    old: mean(({ before }) => before),
    new: mean(({ after }) => after),
    difference: { value, low: Math.max(-1, value - reach), high: Math.min(1, value + reach), n },
  };
}

/** The share of a duel's votes that go with what a judge said; half of them where it takes no side. */
export function shareWith({ votes }: Pick<TriedDuel, 'votes'>, said: Said): number {
  return said === null ? 0.5 : votes.filter(({ side }) => side === said).length / votes.length;
}
