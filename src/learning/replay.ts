import type { Verdict } from '../terms.ts';
import { openDriver } from '../tournament/drive.ts';
import type { Comparison, Pick, Tournament, TournamentState } from '../tournament/tournament.ts';

/** Who answers a replay, and who ends first. `event` counts the answers so far. */
export interface Answers {
  verdict: (comparison: Comparison, sample: number, event: number) => Verdict;
  /** Which of the comparisons in flight ends next, 0 … `flying` − 1. */
  ends: (flying: number, event: number) => number;
}

/** How an ask ends under a tournament, and what is compared for it. */
export interface Replayed {
  pick: Pick;
  comparisons: readonly Comparison[];
}

/** Plays an ask from its beginning, with all candidates there, on verdicts that are given. */
export function replay(
  tournament: Tournament,
  ask: Omit<TournamentState, 'comparisons'>,
  { verdict, ends }: Answers,
): Replayed {
  const comparisons: Comparison[] = [];
  const samples = new Map<number, number>();
  const driver = openDriver(tournament);
  for (let event = 0; ; event++) {
    const pick = driver.round({ ...ask, comparisons }, ({ id, first, second, tier, juror, sample }) => {
      samples.set(id, sample);
      comparisons.push({ id, first, second, tier, juror, verdict: null });
    });
    if (pick) return { pick, comparisons };
    const flying = comparisons.filter((one) => one.verdict === null);
    const next = flying[ends(flying.length, event)];
    if (!next) throw driver.stuck();
    next.verdict = verdict(next, samples.get(next.id) ?? 0, event);
    driver.ended(next.id);
  }
}
