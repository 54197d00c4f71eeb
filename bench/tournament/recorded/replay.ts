import type { Effort, Verdict } from '../../../src/terms.ts';
import { openDriver } from '../../../src/tournament/drive.ts';
import type { Comparison, Pick, Tournament } from '../../../src/tournament/tournament.ts';
import { uniform } from '../random.ts';
import type { Contest } from './contest.ts';

export interface Replayed {
  pick: Pick;
  calls: number;
}

/**
 * Plays a tournament on recorded verdicts. A repeated call gives the recorded verdict again, a recorded tie
 * is a coin a call, and of the comparisons in flight any may end first.
 * @param key seeds the tournament, the coins and who ends first
 */
export function replay(contest: Contest, tournament: Tournament, effort: Effort, key: number): Replayed {
  const { n } = contest;
  const comparisons: Comparison[] = [];
  const driver = openDriver(tournament);
  const arrived = Array.from({ length: n }, (_, i) => i);
  for (let event = 0; ; event++) {
    const state = { n, seed: `${contest.question}#${key}`, effort, parallel: n, arrived, gone: [], comparisons };
    const pick = driver.round(state, ({ id, first, second, tier }) => {
      comparisons.push({ id, first, second, tier, verdict: null });
    });
    if (pick) return { pick, calls: comparisons.length };
    const flying = comparisons.filter(({ verdict }) => verdict === null);
    const next = flying[Math.floor(uniform(key, 1, event) * flying.length)];
    if (!next) throw driver.stuck();
    next.verdict = recorded(contest, next, uniform(key, 2, event));
    driver.ended(next.id);
  }
}

export function recorded({ verdicts }: Contest, { first, second }: Comparison, coin: number): Verdict {
  const verdict = verdicts[`${first},${second}`];
  if (verdict === 'tie') return coin < 0.5 ? 'first' : 'second';
  return verdict ?? 'invalid';
}
