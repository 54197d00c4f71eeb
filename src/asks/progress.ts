import type { Ask } from '../../db/repo/asks.ts';
import type { Candidate } from '../../db/repo/candidates.ts';
import type { VerdictRow } from '../../db/repo/comparisons.ts';
import type { Comparison, NextComparison, Tournament, TournamentState } from '../tournament/tournament.ts';

/** Comparisons that this process has started, by number. A finished one may already have its row. */
export type InFlight = ReadonlyMap<number, NextComparison>;

/** Turns stored rows and calls in flight into the state that the tournament decides on. */
export function tournamentState(
  tournament: Tournament,
  ask: Ask,
  candidates: readonly Candidate[],
  comparisons: readonly VerdictRow[],
  inFlight: InFlight,
  greedy: boolean,
): TournamentState {
  const finished = comparisons.map(
    ({ number, first, second, tier, verdict }): Comparison => ({
      id: number,
      first,
      second,
      tier: tier as Comparison['tier'],
      verdict,
    }),
  );
  const written = new Set(finished.map(({ id }) => id));
  const running = [...inFlight]
    .filter(([id]) => !written.has(id))
    .map(([id, { first, second, tier }]): Comparison => ({ id, first, second, tier, verdict: null }));
  return {
    n: ask.n,
    seed: ask.seed,
    effort: ask.effort,
    parallel: ask.settings.parallel,
    maxComparisons: tournament.mostComparisons(ask.n, ask.effort),
    arrived: candidates.filter(arrived).map(({ slot }) => slot),
    gone: candidates.filter((candidate) => !arrived(candidate)).map(({ slot }) => slot),
    comparisons: [...finished, ...running].sort((a, b) => a.id - b.id),
    greedy,
  };
}

const arrived = ({ state, duplicateOf }: Candidate) => state === 'done' && duplicateOf === null;

/** @returns how many of the newest comparisons in a row failed because the judge was unavailable. */
export function failuresInARow(comparisons: readonly VerdictRow[]): number {
  const byTime = [...comparisons].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.number - a.number);
  const answered = byTime.findIndex(({ invalidReason }) => invalidReason !== 'unavailable');
  return answered === -1 ? byTime.length : answered;
}
