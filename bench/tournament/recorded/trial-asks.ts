import { drawLineup } from '../../../src/ballots/opponent.ts';
import type { TriedAsk } from '../../../src/learning/prior-trial.ts';
import { replay as replayOn } from '../../../src/learning/replay.ts';
import { seeded } from '../../../src/seeded.ts';
import { adaptive } from '../../../src/tournament/adaptive.ts';
import type { Tournament } from '../../../src/tournament/tournament.ts';
import type { Contest } from './contest.ts';
import { recorded, replay } from './replay.ts';
import { peopleOf } from './score.ts';

const EFFORT = 'standard';

/**
 * A recorded contest as a server would have asked it: its tournament on the judge's verdicts, and a duel.
 * @param lot another one gives other bouts and another opponent in the duel
 */
export function recordedAsk(contest: Contest, lot = ''): TriedAsk {
  const seed = `${contest.judge} ${contest.question}${lot}`;
  const arrived = Array.from({ length: contest.n }, (_, slot) => slot);
  const lots = seeded(seed, 'answers');
  const ask = { n: contest.n, seed, effort: EFFORT, parallel: 4, arrived, gone: [] } as const;
  const { pick, comparisons } = replayOn(adaptive(), ask, {
    ends: (flying) => (flying === 0 ? 0 : lots.below(flying)),
    verdict: (next) => recorded(contest, next, lots.coin() ? 0 : 1),
  });
  const ofJudge = comparisons.filter(({ verdict }) => verdict === 'first' || verdict === 'second');
  const lineup = drawLineup('duel', seed, pick.slot, pick.standings);
  const [a = 0, b = 0] = lineup?.shown ?? [];
  const [low, , high] = contest.votes[a < b ? `${a},${b}` : `${b},${a}`] ?? [0, 0, 0];
  const duel = {
    ...{ shown: [a, b] as const, probability: lineup?.probability ?? 1 },
    votes: a < b ? ([low, high] as const) : ([high, low] as const),
  };
  return { ...ask, comparisons: ofJudge, ofJudge, duel: low + high > 0 ? duel : null };
}

const SEEDS = 4;

/** What the whole tables say of a tournament: calls an ask, and how people see its picks. */
export function onWholeTables(contests: readonly Contest[], tournament: Tournament): { calls: number; people: number } {
  const played = contests.flatMap((contest) => {
    const people = peopleOf(contest);
    return Array.from({ length: SEEDS }, (_, key) => {
      const { pick, calls } = replay(contest, tournament, EFFORT, key);
      return { calls, people: people[pick.slot]! };
    });
  });
  const mean = (of: (one: (typeof played)[number]) => number) =>
    played.reduce((sum, one) => sum + of(one), 0) / played.length;
  return { calls: mean(({ calls }) => calls), people: mean(({ people }) => people) };
}
