import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Contest, readContests } from '../../bench/tournament/recorded/contest.ts';
import { recordedAsk } from '../../bench/tournament/recorded/trial-asks.ts';
import { type PriorTrial, tryPrior } from '../../src/learning/prior-trial.ts';
import { fitPrior } from '../../src/tournament/fit-prior.ts';
import { PRIOR } from '../../src/tournament/prior.ts';
import { hasPublicData } from '../support/public-data.ts';

const folder = resolve(import.meta.dirname, '../../../shared/data');

/** Fits to the first `older` contests, and tries the prior on the others. */
function trialOf(contests: readonly Contest[], older: number): PriorTrial {
  const asks = contests.map((contest) => recordedAsk(contest));
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
