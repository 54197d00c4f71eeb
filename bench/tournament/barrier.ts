import type { Tournament } from '../../src/tournament/tournament.ts';

/**
 * A yardstick: the same tournament as it is often written. It waits for every candidate, and in every round
 * for its last comparison.
 */
export const barrier = (tournament: Tournament): Tournament => ({
  ...tournament,
  name: `${tournament.name}, by rounds`,
  next(state) {
    const step = tournament.next(state);
    const complete = state.arrived.length + state.gone.length === state.n;
    const waits = !complete || state.comparisons.some(({ verdict }) => verdict === null);
    return waits ? { ...step, compare: [] } : step;
  },
});
