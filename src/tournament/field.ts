import { seeded } from '../seeded.ts';
import type { Comparison, TournamentState } from './tournament.ts';

/** A state as every tournament reads it: who takes part, what was asked, and what may still be asked. */
export interface Field {
  /** Candidates that can be compared, in the seed's order. */
  arrived: readonly number[];
  /** Candidates that are not gone, in the seed's order. */
  live: readonly number[];
  /** All candidates in the seed's order: it sets the bracket and breaks ties. */
  order: readonly number[];
  /** Comparisons between candidates that still take part, by id. */
  comparisons: readonly Comparison[];
  /** Ids in flight that concern a candidate that is gone. */
  orphans: readonly number[];
  inFlight: number;
  /** How many judges there are. */
  jurors: number;
  /** How many more comparisons the cap allows. */
  left: number;
  /** How many comparisons may be started now. */
  room: number;
}

export function readField(state: TournamentState): Field {
  const order = seeded(state.seed, 'order').shuffle(Array.from({ length: state.n }, (_, candidate) => candidate));
  const gone = new Set(state.gone);
  const here = new Set(state.arrived);
  const live = order.filter((candidate) => !gone.has(candidate));
  const arrived = live.filter((candidate) => here.has(candidate));
  const takesPart = new Set(arrived);
  const counts = ({ first, second }: Comparison) => first !== second && takesPart.has(first) && takesPart.has(second);
  const flying = state.comparisons.filter(({ verdict }) => verdict === null);
  const left = Math.max(0, (state.maxComparisons ?? Number.POSITIVE_INFINITY) - state.comparisons.length);
  return {
    order,
    live,
    arrived,
    comparisons: state.comparisons.filter(counts).sort((a, b) => a.id - b.id),
    orphans: idsOf(flying.filter((comparison) => !counts(comparison))),
    inFlight: flying.length,
    jurors: jurorsIn(state),
    left,
    room: Math.max(0, Math.min(left, Math.max(1, state.parallel) - flying.length)),
  };
}

/** The strong judge of a jury stands behind its members. */
const jurorsIn = ({ jury, comparisons }: TournamentState): number =>
  comparisons.reduce((most, { juror = 0 }) => Math.max(most, juror + 1), jury?.size ?? 1);

/** Whether the cap is reached and nothing is in flight: what is known has to do. */
export const isSpent = ({ left, inFlight, arrived }: Field): boolean =>
  left === 0 && inFlight === 0 && arrived.length > 0;

/** Ids of everything in flight: what a pick makes useless. */
export const flyingIds = (state: TournamentState): number[] =>
  idsOf(state.comparisons.filter(({ verdict }) => verdict === null));

/** In ascending order: equal states must give equal answers, however their lists are ordered. */
const idsOf = (comparisons: readonly Comparison[]): number[] => comparisons.map(({ id }) => id).sort((a, b) => a - b);

/** @returns the candidate that a valid verdict speaks for; null for an invalid one, and for one in flight */
export function winnerOf({ verdict, first, second }: Comparison): number | null {
  if (verdict === 'first') return first;
  return verdict === 'second' ? second : null;
}
