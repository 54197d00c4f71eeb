import { jurorFor } from './jury.ts';
import type { Comparison, NextComparison, Pick, Tournament, TournamentState } from './tournament.ts';

/** A comparison as it is started. */
export interface Call extends NextComparison {
  id: number;
  /** 0, 1, 2 …: how often this pair was asked before in this order. */
  sample: number;
  /** The place of its judge in the jury; 0 where there is one judge. */
  juror: number;
  /** Aborted when the outcome no longer matters. */
  signal: AbortSignal;
}

/**
 * Carries out what a tournament says, round by round. It keeps no more than the caller's rows could tell
 * again: which comparisons are in flight, and the highest number that was given out.
 */
export interface Driver {
  /** Comparisons in flight, by their ids. */
  readonly inFlight: ReadonlyMap<number, NextComparison & { juror: number }>;
  /**
   * One round: aborts the comparisons that no longer matter, and starts the next ones.
   * @param start is called for each of them and must not wait; `ended` is to be called when it has ended,
   * well or not. null: nothing is started.
   * @returns null while the tournament goes on
   */
  round(state: TournamentState, start: ((call: Call) => void) | null): Pick | null;
  ended(id: number): void;
  /** The error for a caller whose round left nothing in flight, no candidate on its way and no pick. */
  stuck(): Error;
}

export function openDriver(tournament: Tournament): Driver {
  const inFlight = new Map<number, NextComparison & { juror: number; abort: AbortController }>();
  let lastId = 0;
  return {
    inFlight,
    round(state, start) {
      const step = tournament.next(state);
      for (const id of step.cancel) inFlight.get(id)?.abort.abort();
      if (step.pick || !start) return step.pick;
      const asked: Comparison[] = [...state.comparisons];
      lastId = Math.max(lastId, ...state.comparisons.map(({ id }) => id));
      for (const next of step.compare) {
        const id = ++lastId;
        const sample = asked.filter(({ first, second }) => first === next.first && second === next.second).length;
        const abort = new AbortController();
        const juror = jurorFor(state.jury, asked, { ...next, id });
        asked.push({ ...next, id, juror, verdict: null });
        inFlight.set(id, { ...next, juror, abort });
        start({ ...next, id, sample, juror, signal: abort.signal });
      }
      return null;
    },
    ended(id) {
      inFlight.delete(id);
    },
    stuck: () => new Error(`the tournament ${tournament.name} waits, and nothing is on its way`),
  };
}
