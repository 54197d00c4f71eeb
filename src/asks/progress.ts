import type { Ask } from '../../db/repo/asks.ts';
import type { Candidate } from '../../db/repo/candidates.ts';
import type { VerdictRow } from '../../db/repo/comparisons.ts';
import type { Judge } from '../judge/judge.ts';
import { scoresIn } from '../reward.ts';
import type { Comparison, NextComparison, Tournament, TournamentState } from '../tournament/tournament.ts';

/** Comparisons that this process has started, by number. A finished one may already have its row. */
export type InFlight = ReadonlyMap<number, NextComparison & { juror: number }>;

/** Turns stored rows and calls in flight into the state that the tournament decides on. */
export function tournamentState(
  tournament: Tournament,
  ask: Pick<Ask, 'n' | 'seed' | 'effort' | 'settings'>,
  candidates: readonly Arriving[],
  comparisons: readonly VerdictRow[],
  inFlight: InFlight,
  { greedy = false, jury }: Pick<Judge, 'greedy' | 'jury'>,
): TournamentState {
  const finished = comparisons.map(
    ({ number, first, second, tier, model, verdict, params }): Comparison => ({
      id: number,
      first,
      second,
      tier: tier as Comparison['tier'],
      verdict,
      ...(tournament.byScores ? { scores: scoresIn(params) ?? undefined } : {}),
      ...(jury ? { juror: placeOf(jury, model) } : {}),
    }),
  );
  const written = new Set(finished.map(({ id }) => id));
  const running = [...inFlight]
    .filter(([id]) => !written.has(id))
    .map(([id, { first, second, tier, juror }]): Comparison => ({ id, first, second, tier, juror, verdict: null }));
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
    ...(jury ? { jury: { rule: jury.rule, size: jury.models.length, out: unreachable(comparisons, jury) } } : {}),
  };
}

type Arriving = Pick<Candidate, 'slot' | 'state' | 'duplicateOf'>;

const arrived = ({ state, duplicateOf }: Arriving) => state === 'done' && duplicateOf === null;

type Named = NonNullable<Judge['jury']>;

/** The place of a model in a jury. The strong judge, which is not on it, stands behind its members. */
function placeOf({ models }: Named, model: string): number {
  const place = models.indexOf(model);
  return place === -1 ? models.length : place;
}

type Ended = Pick<VerdictRow, 'invalidReason'>;

/** Whether the judge has said anything, be it unreadable. */
export const hasAnswered = (comparisons: readonly Ended[]): boolean => comparisons.some(isAnswered);
const isAnswered = ({ invalidReason }: Ended) => invalidReason !== 'unavailable';

/** After this many failures in a row a judge counts as dead. */
const JUDGE_FAILURES = 3;

/** The places of a jury's dead judges. */
const unreachable = (comparisons: readonly VerdictRow[], { models }: Named): number[] =>
  models.flatMap((model, place) => (isDead(comparisons.filter((row) => row.model === model)) ? [place] : []));

const isDead = (comparisons: readonly VerdictRow[]) => failuresInARow(comparisons) >= JUDGE_FAILURES;

/** Whether nobody is left who could judge. */
export const isJudgeGone = (comparisons: readonly VerdictRow[], { jury }: Pick<Judge, 'jury'>): boolean =>
  jury ? unreachable(comparisons, jury).length === jury.models.length : isDead(comparisons);

/** @returns how many of the newest comparisons in a row failed because the judge was unavailable. */
function failuresInARow(comparisons: readonly VerdictRow[]): number {
  const byTime = [...comparisons].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.number - a.number);
  const answered = byTime.findIndex(isAnswered);
  return answered === -1 ? byTime.length : answered;
}
