import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readContests } from '../../bench/tournament/recorded/contest.ts';
import { onWholeTables, recordedAsk } from '../../bench/tournament/recorded/trial-asks.ts';
import { tryPrior } from '../../src/learning/prior-trial.ts';
import { adaptive } from '../../src/tournament/adaptive.ts';
import { fitPrior } from '../../src/tournament/fit-prior.ts';
import { PRIOR } from '../../src/tournament/prior.ts';
import { hasPublicData } from '../support/public-data.ts';

const file = (name: string) => resolve(import.meta.dirname, '../../../shared/data/mtbench_human', name);

it.skipIf(!hasPublicData)(
  'takes a prior for GPT-4 on MT-Bench, and foretells from half of its tables what the whole ones say',
  { timeout: 120_000 },
  () => {
    const contests = readContests([file('human.jsonl'), file('gpt4_pair.jsonl')]);
    const asks = contests.map((contest) => recordedAsk(contest, adaptive()));
    const fitted = fitPrior(asks.slice(0, 96).map(({ ofJudge }) => ofJudge))!;
    const trial = tryPrior(PRIOR, fitted.prior, asks.slice(96));
    expect(trial).toMatchObject({ decision: 'take', because: 'pays' });
    const newer = contests.slice(96);
    const [before, after] = [adaptive(), adaptive({ prior: fitted.prior })].map((one) => onWholeTables(newer, one));
    // Conservative: it is the worse of two ways to foretell.
    expect(after!.calls - before!.calls).toBeLessThan(trial.replayed!.rise.value!);
    expect(after!.people).toBeGreaterThan(before!.people - 0.02);
  },
);
