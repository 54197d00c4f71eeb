import type { Effort } from '../../src/terms.ts';
import { openDriver } from '../../src/tournament/drive.ts';
import type { Comparison, Pick, Tournament, TournamentState } from '../../src/tournament/tournament.ts';
import type { World } from './world.ts';

export interface Setting {
  effort: Effort | number;
  parallel: number;
  /** For an adaptive tournament: comparisons in flight, instead of half of the candidates. */
  width?: number;
  /** The cap on comparisons, invalid ones included. */
  most?: number;
  /** Candidates come one by one instead of being there from the start. */
  arriving: boolean;
}

export interface Played {
  pick: Pick;
  comparisons: readonly Comparison[];
  regret: number;
  best: boolean;
  /** Comparisons started, and those of them that the pick aborted. */
  calls: number;
  cancelled: number;
  /** Longest chain of comparisons, each started when the one before it was known. */
  rounds: number;
  /** Seconds to the pick, from the start and from the last candidate. */
  seconds: number;
  secondsFromLast: number;
  decisions: number;
}

/** Plays one ask in simulated time, event by event. */
export function play(world: World, seed: string, tournament: Tournament, setting: Setting): Played {
  const n = world.strengths.length;
  const best = Math.max(...world.strengths);
  const coming = setting.arriving
    ? world.arrivals
        .map((at, candidate) => ({ at, candidate }))
        .sort((a, b) => a.at - b.at || a.candidate - b.candidate)
    : [];
  const lastArrival = coming.at(-1)?.at ?? 0;
  const arrived = setting.arriving ? [] : world.strengths.map((_, candidate) => candidate);
  const comparisons: Comparison[] = [];
  const flying: { at: number; place: number; depth: number }[] = [];
  const samples = new Map<number, number>();
  const driver = openDriver(tournament);
  let now = 0;
  let depth = 0;
  for (let decisions = 1; ; decisions++) {
    const state: TournamentState = {
      n,
      seed,
      effort: setting.effort,
      parallel: setting.parallel,
      arrived,
      gone: [],
      comparisons,
      ...(setting.width === undefined ? {} : { width: setting.width }),
      ...(setting.most === undefined ? {} : { maxComparisons: setting.most }),
    };
    const pick = driver.round(state, ({ id, first, second, tier }) => {
      const place = id - 1;
      flying.push({ at: now + world.seconds(place), place, depth: depth + 1 });
      comparisons.push({ id, first, second, tier, verdict: null });
    });
    if (pick) {
      const regret = best - world.strengths[pick.slot]!;
      return {
        pick,
        comparisons,
        regret,
        best: regret === 0,
        calls: comparisons.length,
        cancelled: flying.length,
        rounds: depth,
        seconds: now,
        secondsFromLast: Math.max(0, now - lastArrival),
        decisions,
      };
    }
    flying.sort((a, b) => a.at - b.at || a.place - b.place);
    const [done] = flying;
    const [come] = coming;
    if (come && (!done || come.at <= done.at)) {
      now = come.at;
      arrived.push(come.candidate);
      coming.shift();
    } else if (done) {
      flying.shift();
      now = done.at;
      depth = Math.max(depth, done.depth);
      const comparison = comparisons[done.place]!;
      // Samples are counted as verdicts come in, not as calls are started: the published figures are drawn
      // so.
      const order = comparison.first * n + comparison.second;
      const sample = samples.get(order) ?? 0;
      samples.set(order, sample + 1);
      comparisons[done.place] = { ...comparison, verdict: world.verdict(comparison, sample, done.place) };
      driver.ended(comparison.id);
    } else throw driver.stuck();
  }
}
