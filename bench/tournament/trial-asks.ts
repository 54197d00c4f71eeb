import { drawLineup } from '../../src/ballots/opponent.ts';
import type { TriedAsk } from '../../src/learning/prior-trial.ts';
import type { Effort } from '../../src/terms.ts';
import type { Tournament } from '../../src/tournament/tournament.ts';
import { play, type Setting } from './play.ts';
import { uniform } from './random.ts';
import { type Scenario, type World, worldOf } from './world.ts';

const EFFORT: Effort = 'standard';
const VOTES = 3;
/** Logits of a person's preference, per standard deviation of strength. */
const SLOPE = 1.5;

export interface SimulatedAsk extends TriedAsk {
  world: World;
}

const setting: Setting = { effort: EFFORT, parallel: 4, arriving: false };

/** One ask of a simulated community as the database would have it: its tournament, and a duel with votes. */
export function simulatedAsk(
  scenario: Scenario,
  n: number,
  key: number,
  tournament: Tournament,
  parallel = setting.parallel,
): SimulatedAsk {
  const world = worldOf(scenario, n, key);
  const seed = `${scenario.name} ${key}`;
  const { pick, comparisons } = play(world, seed, tournament, { ...setting, parallel });
  const ended = comparisons.filter(({ verdict }) => verdict !== null);
  const lineup = drawLineup('duel', seed, pick.slot, pick.standings);
  const [a = 0, b = 0] = lineup?.shown ?? [];
  const prefersA = 1 / (1 + Math.exp(-SLOPE * (world.strengths[a]! - world.strengths[b]!)));
  const forA = Array.from({ length: VOTES }, (_, voter) => uniform(key, 30, voter) < prefersA).filter(Boolean).length;
  return {
    ...{ world, seed, n, effort: EFFORT, parallel, gone: [] },
    arrived: world.strengths.map((_, slot) => slot),
    comparisons: ended,
    ofJudge: ended,
    duel: { shown: [a, b], probability: lineup?.probability ?? 1, votes: [forA, VOTES - forA] },
  };
}

/** What the same asks would have cost and come to, had they been asked under a tournament. */
export function truly(asks: readonly SimulatedAsk[], tournament: Tournament): { calls: number; regret: number } {
  const played = asks.map(({ world, seed }) => play(world, seed, tournament, setting));
  const mean = (of: (one: (typeof played)[number]) => number) =>
    played.reduce((sum, one) => sum + of(one), 0) / played.length;
  return { calls: mean(({ calls }) => calls), regret: mean(({ regret }) => regret) };
}
