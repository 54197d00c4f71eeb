import { tryPrior } from '../../src/learning/prior-trial.ts';
import { adaptive } from '../../src/tournament/adaptive.ts';
import { fitPrior, LEAST_ASKS } from '../../src/tournament/fit-prior.ts';
import { PRIOR, writePrior } from '../../src/tournament/prior.ts';
import { print } from '../support/figures.ts';
import { readContests } from './recorded/contest.ts';
import { onWholeTables, recordedAsk } from './recorded/trial-asks.ts';

/**
 * npm run bench -- real-priors FILE…: what the trial of a prior says of real judges. Each question is
 * asked under the default as a server would ask it; the prior is fitted to the first questions, 60 % and at
 * least 30, and tried on the rest. Beside what the trial foretells stands what the whole tables say.
 */
const files = process.argv.slice(2);
if (files.length === 0) throw new RangeError('Name a file of recorded verdicts; bench/README.md says which.');
const round = (value: number | null | undefined) => (value == null ? '–' : Number(value.toFixed(3)));

for (const [judge, contests] of Map.groupBy(readContests(files), (contest) => contest.judge)) {
  const older = Math.max(LEAST_ASKS, Math.round(0.6 * contests.length));
  const asks = contests.map((contest) => recordedAsk(contest, adaptive()));
  const fitted = fitPrior(asks.slice(0, older).map(({ ofJudge }) => ofJudge));
  if (!fitted) {
    print({ bench: 'real-priors', judge, questions: contests.length, decision: 'too few to fit' });
    continue;
  }
  const { gain, replayed, decision, because, asksNeeded } = tryPrior(PRIOR, fitted.prior, asks.slice(older));
  const newer = contests.slice(older);
  const [before, after] = [adaptive(), adaptive({ prior: fitted.prior })].map((one) => onWholeTables(newer, one));
  print({
    ...{ bench: 'real-priors', judge, questions: contests.length, tried: newer.length },
    ...{ decision, because, asksNeeded: round(asksNeeded), prior: writePrior(fitted.prior) },
    ...{ gain: round(gain.value), gainLow: round(gain.low), gainHigh: round(gain.high) },
    ...{ rise: round(replayed?.rise.value), picks: round(replayed?.picks.value), foretold: round(replayed?.foretold) },
    ...{ calls: round(before!.calls), trueRise: round(after!.calls - before!.calls) },
    ...{ people: round(before!.people), truePeople: round(after!.people) },
  });
}
