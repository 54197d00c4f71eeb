import { adjustedPreference } from '../../src/agreement/adjusted-preference.ts';
import { alternativeAnnotator } from '../../src/agreement/alternative-annotator.ts';
import type { BootstrapOptions } from '../../src/agreement/bootstrap.ts';

import { brier } from '../../src/agreement/calibration.ts';
import { fleissKappa, gwetAc1, krippendorffAlpha, leaveOneOut, rawAgreement } from '../../src/agreement/human-human.ts';
import { cohenKappa, perVote, vsMajority } from '../../src/agreement/judge-human.ts';
import { withJudgesAsPeople } from '../../src/agreement/judges-as-people.ts';
import { pickWinRate } from '../../src/agreement/pick-win-rate.ts';
import { firstSlotRate, flipRate, longerRate, pairVerdicts, sideRate } from '../../src/agreement/preference.ts';
import { type Study, toStudy } from '../../src/agreement/ratings.ts';
import { estimate } from '../../src/agreement/share-estimate.ts';
import type { Figure, Statistic } from '../../src/agreement/statistic.ts';
import { strengths } from '../../src/agreement/strengths.ts';
import { difference } from '../../src/agreement/two-judges.ts';
import type { Sample } from './community.ts';

type Interval = Pick<Figure, 'value' | 'low' | 'high'>;
export type Compute = (sample: Sample, study: Study, options: BootstrapOptions) => Interval;

/** @param people numbers of the judges that stand in for people */
const ofStudy =
  (statistic: (study: Study) => Statistic, people?: readonly number[]): Compute =>
  (_, all, options) => {
    const study = people ? withJudgesAsPeople(all, people) : all;
    return estimate(statistic(study), study.items, options);
  };

/** All figures with an interval, by name. */
export const figures: Readonly<Record<string, Compute>> = {
  'raw agreement': ofStudy(rawAgreement),
  "Fleiss' kappa": ofStudy(fleissKappa),
  "Krippendorff's alpha": ofStudy(krippendorffAlpha),
  "Gwet's AC1": ofStudy(gwetAc1),
  'leave-one-out': ofStudy(leaveOneOut),
  'judge per vote': ofStudy(() => perVote(0)),
  'judge vs majority': ofStudy((study) => vsMajority(study, 0, false)),
  'judge vs strict majority': ofStudy((study) => vsMajority(study, 0, true)),
  "Cohen's kappa": ofStudy((study) => cohenKappa(study, 0, false)),
  "Cohen's kappa, strict": ofStudy((study) => cohenKappa(study, 0, true)),
  'two judges: agreement': ofStudy((study) => vsMajority(study, 1, true), [0]),
  'two judges: kappa': ofStudy((study) => cohenKappa(study, 1, true), [0]),
  'difference of two judges': ofStudy(() => difference(0, 1)),
  'alternative annotator: advantage': (_, study, { resamples }) =>
    alternativeAnnotator(study, 0, { epsilon: 0.1, intervals: resamples > 0 }).advantage,
  'pick win rate': ({ duels }, _, options) => estimate(pickWinRate, duels, options),
  'judge: first slot': ({ verdicts }, _, options) => estimate(firstSlotRate, verdicts, options),
  'judge: flips': ({ verdicts }, _, options) => estimate(flipRate, pairVerdicts(verdicts), options),
  'people: side A': ({ choices }, _, options) => estimate(sideRate, choices, options),
  'people: longer': ({ choices }, _, options) => estimate(longerRate, choices, options),
  'people: side A, adjusted': ({ choices }) => adjustedPreference(choices).side,
  'people: longer, adjusted': ({ choices }) => adjustedPreference(choices).longer,
  'Brier score': ({ forecasts }, _, options) => estimate(brier, forecasts, options),
  'Bradley–Terry: strongest': ({ outcomes }) => {
    const { strength: value, low, high } = strengths(outcomes).find(({ item }) => item === 'm0') ?? nothing;
    return { value, low, high };
  },
};

const nothing = { strength: null, low: null, high: null };

/** Computes figures of one sample, by name. */
export function compute(sample: Sample, options: BootstrapOptions, names = Object.keys(figures)) {
  const study = toStudy(sample.ratings);
  return new Map(names.map((name) => [name, figures[name]!(sample, study, options)]));
}
