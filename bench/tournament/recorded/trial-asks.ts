import { drawLineup } from '../../../src/ballots/opponent.ts';
import type { TriedAsk } from '../../../src/learning/prior-trial.ts';
import { replay as replayOn } from '../../../src/learning/replay.ts';
import type { Tournament } from '../../../src/tournament/tournament.ts';
import { uniform } from '../random.ts';
import type { Contest } from './contest.ts';
import { recorded, replay } from './replay.ts';
import { peopleOf } from './score.ts';

const EFFORT = 'standard';

/** A contest as a server's database would have it: what a tournament asked of its table, and one duel. */
export function recordedAsk(contest: Contest, tournament: Tournament): TriedAsk {
  const { n, question } = contest;
  const arrived = Array.from({ length: n }, (_, slot) => slot);
  const ask = { seed: `${contest.judge} ${question}`, n, effort: EFFORT, parallel: n, arrived, gone: [] } as const;
  const { pick, comparisons } = replayOn(tournament, ask, {
    ends: (flying, event) => Math.floor(uniform(7, 1, event) * flying),
    verdict: (next, _, event) => recorded(contest, next, uniform(7, 2, event)),
  });
  const ended = comparisons.filter(({ verdict }) => verdict !== null);
  const lineup = drawLineup('duel', ask.seed, pick.slot, pick.standings);
  return { ...ask, comparisons: ended, ofJudge: ended, duel: lineup && duelOf(contest, lineup) };
}

/** @returns null where nobody chose a side */
function duelOf(
  { votes }: Contest,
  { shown, probability }: { shown: number[]; probability: number },
): TriedAsk['duel'] {
  const [a = 0, b = 0] = shown;
  const [low, , high] = votes[a < b ? `${a},${b}` : `${b},${a}`] ?? [0, 0, 0];
  const cast = a < b ? ([low, high] as const) : ([high, low] as const);
  return low + high === 0 ? null : { shown: [a, b], probability, votes: cast };
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
