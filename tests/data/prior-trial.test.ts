import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Contest, readContests } from '../../bench/tournament/recorded/contest.ts';
import { recorded } from '../../bench/tournament/recorded/replay.ts';
import { drawLineup } from '../../src/ballots/opponent.ts';
import { type PriorTrial, type TriedAsk, tryPrior } from '../../src/learning/prior-trial.ts';
import { replay } from '../../src/learning/replay.ts';
import { seeded } from '../../src/seeded.ts';
import { adaptive } from '../../src/tournament/adaptive.ts';
import { fitPrior } from '../../src/tournament/fit-prior.ts';
import { PRIOR } from '../../src/tournament/prior.ts';
import { hasPublicData } from '../support/public-data.ts';

const folder = resolve(import.meta.dirname, '../../../shared/data');

/** A recorded contest as a server would have asked it: its tournament on the judge's verdicts, and a duel. */
function askOf(contest: Contest): TriedAsk {
  const seed = `${contest.judge} ${contest.question}`;
  const arrived = Array.from({ length: contest.n }, (_, slot) => slot);
  const lots = seeded(seed, 'answers');
  const ask = { n: contest.n, seed, effort: 'standard', parallel: 4, arrived, gone: [] } as const;
  const { pick, comparisons } = replay(adaptive(), ask, {
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

/** Fits to the first `older` contests, and tries the prior on the others. */
function trialOf(contests: readonly Contest[], older: number): PriorTrial {
  const asks = contests.map(askOf);
  const fitted = fitPrior(asks.slice(0, older).map(({ ofJudge }) => ofJudge));
  if (!fitted) throw new Error('There are too few contests.');
  return tryPrior(PRIOR, fitted.prior, asks.slice(older));
}

describe.skipIf(!hasPublicData)('the trial of a prior on verdicts of real judges', () => {
  it('finds that one fitted to GPT-4 on MT-Bench saves calls, but not yet that people like its picks as much', () => {
    const contests = readContests(['human', 'gpt4_pair'].map((name) => resolve(folder, `mtbench_human/${name}.jsonl`)));
    const { gain, replayed, decision, because } = trialOf(contests, 96);
    expect(gain.low).toBeGreaterThan(0);
    expect(replayed?.rise.high).toBeLessThan(0);
    expect({ decision, because }).toEqual({ decision: 'not-yet', because: 'picks-unsure' });
  }, 120_000);

  it('takes none for the five judges of PRD, who judged forty questions each', () => {
    const judges = Map.groupBy(readContests([resolve(folder, 'prd_verdicts/contests.jsonl')]), ({ judge }) => judge);
    for (const [judge, contests] of judges) expect([judge, trialOf(contests, 30).decision]).not.toContain('take');
    expect(judges.size).toBe(5);
  }, 120_000);
});
