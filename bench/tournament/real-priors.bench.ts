import { parseArgs } from 'node:util';
import { type PriorTrial, tryPrior } from '../../src/learning/prior-trial.ts';
import { adaptive } from '../../src/tournament/adaptive.ts';
import { fitPrior, LEAST_ASKS } from '../../src/tournament/fit-prior.ts';
import { PRIOR } from '../../src/tournament/prior.ts';
import { print } from '../support/figures.ts';
import { type Contest, readContests } from './recorded/contest.ts';
import { onWholeTables, recordedAsk } from './recorded/trial-asks.ts';

/**
 * npm run bench -- real-priors FILE… [--lots 5]: what the trial of a prior says of real judges. Each question
 * is asked under the default as a server would ask it; the prior is fitted to the first questions, 60 % and
 * at least 30, and tried on the rest. Another lot draws other bouts and duels from the same tables. Beside
 * what the trial foretells stands what the whole tables say. One JSON line a judge.
 */
const { values, positionals } = parseArgs({
  options: { lots: { type: 'string', default: '5' } },
  allowPositionals: true,
});
if (positionals.length === 0) throw new RangeError('Name a file of recorded verdicts; bench/README.md says which.');

for (const [judge, contests] of Map.groupBy(readContests(positionals), (contest) => contest.judge)) {
  if (contests.length <= LEAST_ASKS) continue;
  const older = Math.max(LEAST_ASKS, Math.round(0.6 * contests.length));
  const looks = Array.from({ length: Number(values.lots) }, (_, lot) => lookAt(contests, older, ` lot ${lot}`));
  const ended = (decision: PriorTrial['decision']) => looks.filter(({ trial }) => trial.decision === decision).length;
  print({
    ...{ bench: 'real-priors', judge, questions: contests.length, tried: contests.length - older, lots: looks.length },
    ...{ taken: ended('take'), left: ended('leave'), notYet: ended('not-yet') },
    gain: mean(looks.map(({ trial }) => trial.gain.value)),
    rise: mean(looks.map(({ trial }) => trial.replayed?.rise.value)),
    ...{ trueRise: mean(looks.map(({ after, before }) => after.calls - before.calls)) },
    ...{ calls: mean(looks.map(({ before }) => before.calls)), people: mean(looks.map(({ before }) => before.people)) },
    truePeople: mean(looks.map(({ after }) => after.people)),
  });
}

function lookAt(contests: readonly Contest[], older: number, lot: string) {
  const asks = contests.map((contest) => recordedAsk(contest, lot));
  const prior = fitPrior(asks.slice(0, older).map(({ ofJudge }) => ofJudge))?.prior ?? PRIOR;
  const newer = contests.slice(older);
  const [before, after] = [adaptive(), adaptive({ prior })].map((one) => onWholeTables(newer, one));
  return { trial: tryPrior(PRIOR, prior, asks.slice(older)), before: before!, after: after! };
}

/** Of those that are there; a dash for none. */
function mean(all: readonly (number | null | undefined)[]): number | string {
  const there = all.filter((one) => one != null);
  return there.length === 0 ? '–' : Number((there.reduce((sum, one) => sum + one, 0) / there.length).toFixed(3));
}
