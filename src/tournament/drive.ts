import type { NextComparison, Pick, Tournament, TournamentState } from './tournament.ts';

/** A comparison as it is started. */
export interface Call extends NextComparison {
  id: number;
  /** 0, 1, 2 …: how often this pair was asked before in this order. */
  sample: number;
  /** Aborted when the outcome no longer matters. */
  signal: AbortSignal;
}

/**
 * Carries out what a tournament says, round by round. It keeps no more than its caller's rows can tell again: which
 * comparisons are under way, and the highest number that was given.
 */
export interface Driver {
  /** Comparisons under way, by their ids. */
  readonly inFlight: ReadonlyMap<number, NextComparison>;
  /**
   * One round: aborts the comparisons that no longer matter, and starts the next ones.
   * @param start must not wait; when the comparison has ended, well or not, `ended` is to be called. null: none is started.
   * @returns null while the tournament goes on.
   */
  round(state: TournamentState, start: ((call: Call) => void) | null): Pick | null;
  ended(id: number): void;
  /** What to throw where a round left nothing under way, nobody is still to arrive, and there is no pick. */
  stuck(): Error;
}

export function openDriver(tournament: Tournament): Driver {
  const inFlight = new Map<number, NextComparison & { abort: AbortController }>();
  let lastId = 0;
  return {
    inFlight,
    round(state, start) {
      const step = tournament.next(state);
      for (const id of step.cancel) inFlight.get(id)?.abort.abort();
      if (step.pick || !start) return step.pick;
      const asked: NextComparison[] = [...state.comparisons];
      lastId = Math.max(lastId, ...state.comparisons.map(({ id }) => id));
      for (const next of step.compare) {
        const id = ++lastId;
        const sample = asked.filter(({ first, second }) => first === next.first && second === next.second).length;
        const abort = new AbortController();
        asked.push(next);
        inFlight.set(id, { ...next, abort });
        start({ ...next, id, sample, signal: abort.signal });
      }
      return null;
    },
    ended(id) {
      inFlight.delete(id);
    },
    stuck: () => new Error(`the tournament ${tournament.name} waits, and nothing is on its way`),
  };
}
