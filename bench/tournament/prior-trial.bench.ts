import { parseArgs } from 'node:util';
import { type PriorTrial, tryPrior } from '../../src/learning/prior-trial.ts';
import { adaptive } from '../../src/tournament/adaptive.ts';
import { fitPrior } from '../../src/tournament/fit-prior.ts';
import { PRIOR } from '../../src/tournament/prior.ts';
import { print } from '../support/figures.ts';
import { likeRecorded, realistic, scenarios } from './scenarios.ts';
import { simulatedAsk, truly } from './trial-asks.ts';
import type { Scenario } from './world.ts';

/**
 * npm run bench -- prior-trial [--right 200] [--other 12] [--asks 120] [--candidates 4]: fits a prior to the
 * older asks of simulated communities and tries it on the newer ones. The judge `as assumed` has the default
 * prior: there, nothing should be taken. One JSON line a judge, with what the fitted prior would truly have
 * cost and come to on the newer asks.
 */
const { values } = parseArgs({
  options: {
    right: { type: 'string', default: '200' },
    other: { type: 'string', default: '12' },
    asks: { type: 'string', default: '120' },
    candidates: { type: 'string', default: '4' },
  },
});
const [ASKS, N] = [Number(values.asks), Number(values.candidates)];
const OLDER = Math.round(0.6 * ASKS);
const round = (value: number) => Number(value.toFixed(3));

const asAssumed = likeRecorded({ ...PRIOR, name: 'as assumed', taste: 0.5 });
const judges: readonly (readonly [Scenario, number])[] = [
  [asAssumed, Number(values.right)],
  ...[...realistic, ...scenarios.filter(({ name }) => name === 'base')].map(
    (scenario) => [scenario, Number(values.other)] as const,
  ),
];

for (const [scenario, communities] of judges) {
  const start = process.cpuUsage().user;
  const trials = Array.from({ length: communities }, (_, community) => trialOf(scenario, community));
  const mean = (of: (one: (typeof trials)[number]) => number) =>
    round(trials.reduce((sum, one) => sum + of(one), 0) / trials.length);
  const ended = (decision: PriorTrial['decision']) => trials.filter(({ trial }) => trial.decision === decision).length;
  const because = Map.groupBy(trials, ({ trial }) => trial.because);
  print({
    ...{ bench: 'prior-trial', judge: scenario.name, communities, asks: ASKS, tried: ASKS - OLDER, candidates: N },
    ...{ taken: ended('take'), left: ended('leave'), notYet: ended('not-yet') },
    because: [...because].map(([why, all]) => `${why} ${all.length}`).join(', '),
    gain: mean(({ trial }) => trial.gain.value ?? 0),
    ...truth(trials),
    seconds: round((process.cpuUsage().user - start) / 1e6),
  });
}

function trialOf(scenario: Scenario, community: number) {
  const underDefault = adaptive();
  const asks = Array.from({ length: ASKS }, (_, i) =>
    simulatedAsk(scenario, N, 5_000_000 + community * 1000 + i, underDefault),
  );
  const fitted = fitPrior(asks.slice(0, OLDER).map(({ ofJudge }) => ofJudge))?.prior ?? PRIOR;
  const newer = asks.slice(OLDER);
  return { trial: tryPrior(PRIOR, fitted, newer), fitted, newer };
}

/** What was replayed, beside what the judge would truly have said. */
function truth(trials: readonly ReturnType<typeof trialOf>[]): Record<string, number> {
  const rows = trials.flatMap(({ trial: { replayed }, fitted, newer }) =>
    replayed ? [{ replayed, before: truly(newer, adaptive()), after: truly(newer, adaptive({ prior: fitted })) }] : [],
  );
  if (rows.length === 0) return { replayed: 0 };
  const mean = (of: (row: (typeof rows)[number]) => number) =>
    round(rows.reduce((sum, row) => sum + of(row), 0) / rows.length);
  return {
    replayed: rows.length,
    rise: mean(({ replayed }) => replayed.rise.value ?? 0),
    trueRise: mean(({ before, after }) => after.calls - before.calls),
    calls: mean(({ before }) => before.calls),
    picks: mean(({ replayed }) => replayed.picks.value ?? 0.5),
    picksLow: mean(({ replayed }) => replayed.picks.low ?? 0),
    differ: mean(({ replayed }) => replayed.differ),
    foretold: mean(({ replayed }) => replayed.foretold),
    regret: mean(({ before }) => before.regret),
    trueRegret: mean(({ after }) => after.regret),
  };
}
