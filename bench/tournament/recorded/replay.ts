import { replay as replayOn } from '../../../src/learning/replay.ts';
import type { Effort, JuryRule, Verdict } from '../../../src/terms.ts';
import type { Jury } from '../../../src/tournament/jury.ts';
import type { Comparison, Pick, Tournament } from '../../../src/tournament/tournament.ts';
import { uniform } from '../random.ts';
import type { Contest } from './contest.ts';

/** The judges of a jury, as they judged one question. */
export interface RecordedJury {
  rule: JuryRule;
  contests: readonly Contest[];
}

export interface Replayed {
  pick: Pick;
  calls: number;
  /** Calls of each juror, by its place. */
  callsOf: number[];
}

/**
 * Plays a tournament on recorded verdicts. A repeated call gives the recorded verdict again, a recorded tie
 * is a coin a call, and of the comparisons in flight any may end first.
 * @param key seeds the tournament, the coins and who ends first
 * @param jury by whom it is judged where that is more than one judge, with their contests of this question
 */
export function replay(
  contest: Contest,
  tournament: Tournament,
  effort: Effort,
  key: number,
  jury?: RecordedJury,
): Replayed {
  const { n } = contest;
  const jurors: { jury?: Jury } = jury ? { jury: { rule: jury.rule, size: jury.contests.length, out: [] } } : {};
  const arrived = Array.from({ length: n }, (_, i) => i);
  const seed = `${contest.question}#${key}`;
  const { pick, comparisons } = replayOn(
    tournament,
    { n, seed, effort, parallel: n, arrived, gone: [], ...jurors },
    {
      ends: (flying, event) => Math.floor(uniform(key, 1, event) * flying),
      verdict: (next, _, event) => recorded(jury?.contests[next.juror ?? 0] ?? contest, next, uniform(key, 2, event)),
    },
  );
  const callsOf = (jury?.contests ?? [contest]).map(
    (_, place) => comparisons.filter(({ juror }) => juror === place).length,
  );
  return { pick, calls: comparisons.length, callsOf };
}

export function recorded({ verdicts }: Contest, { first, second }: Comparison, coin: number): Verdict {
  const verdict = verdicts[`${first},${second}`];
  if (verdict === 'tie') return coin < 0.5 ? 'first' : 'second';
  return verdict ?? 'invalid';
}
