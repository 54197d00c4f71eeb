import type { Figure } from '../../agreement/statistic.ts';
import { PRIOR_TRIAL, type PriorTrial } from '../../learning/prior-trial.ts';
import type { PriorStanding, Tried } from '../../learning/take-prior.ts';
import { modelName, publicModel } from '../../model-name.ts';
import { writePrior } from '../../tournament/prior.ts';
import { priorRows } from '../fit-prior.ts';

/** What there is for a trial, as text for a terminal. */
export function standingInWords({ judge, split, trials }: PriorStanding, server: string): string {
  const { older, newer, missing } = split;
  const before =
    trials === 0 ? '' : ` Trials of a prior for it so far: ${trials}; the questions that they saw are used up.`;
  const there = `${modelName(judge)} has judged ${older.length + newer.length} questions of this server that can be used.${before}`;
  return missing > 0
    ? `${there}\nNot enough data: about ${missing} more questions are needed, so that a prior can be fitted to the older ones and tried on the newer ones.`
    : `${there}\nA prior can be fitted to ${older.length} of them and tried on the ${newer.length} newest. Each question serves for one trial. To try it, and take it if it pays: fit-prior --server ${server} --take`;
}

/** A trial as text for a terminal: figures before what they mean. */
export function trialInWords({ judge, split, prior }: PriorStanding, { fitted, trial }: Tried, server: string): string {
  const { gain, replayed, decision } = trial;
  const { older, newer } = split;
  const simulated = [...older, ...newer].filter((ask) => ask.simulated).length;
  return [
    `${modelName(judge)}: fitted to ${older.length} questions, tried on the ${newer.length} newest.${simulated > 0 ? ` Simulated: ${simulated} of them.` : ''}`,
    "In units of one call's noise, with 95 % intervals:",
    ...(prior ? priorRows(fitted, prior, 'in charge') : []),
    `  gain in foretelling, nats a question: ${withEnds(gain, (one) => one.toFixed(3))}`,
    ...(replayed ? replayedRows(replayed) : []),
    ...(decision === 'take' ? [taken(server)] : [`${becauseOf(trial)} Nothing was changed.`]),
  ].join('\n');
}

function replayedRows({ calls, rise, picks, differ, voted, foretold }: NonNullable<PriorTrial['replayed']>): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const people =
    picks.value === null
      ? `too few votes to tell (${voted} questions with votes); between ${percent(picks.low ?? 0)} and ${percent(picks.high ?? 1)} at the worst and the best`
      : `${withEnds(picks, percent)}, in ${voted} questions with votes`;
  return [
    `  calls a question: ${calls.old.toFixed(2)} before, ${calls.new.toFixed(2)} after; change ${withEnds(rise, (one) => one.toFixed(2))}`,
    `  the new pick is preferred, 50 % where both are the same: ${people}`,
    `  picks that differ: ${percent(differ)}; calls that had to be foretold, because they were never made: ${percent(foretold)}`,
  ];
}

const withEnds = ({ value, low, high }: Figure, write: (value: number) => string): string =>
  value === null
    ? 'unknown'
    : `${write(value)}${low === null || high === null ? '' : ` [${write(low)}, ${write(high)}]`}`;

const taken = (server: string) =>
  `It pays: it foretells better, its picks are as good, and it makes no more calls for them. It was taken: the server’s new questions run under it, as long as this judge is in charge of them. To go back: promote --server ${server} --back tournament`;

function becauseOf({ because, asksNeeded }: PriorTrial): string {
  const more = asksNeeded === null ? '' : ` About ${asksNeeded} new questions would tell.`;
  const margin = `${Math.round(100 * PRIOR_TRIAL.leastPreferred)} %`;
  const sentences: Readonly<Record<PriorTrial['because'], string>> = {
    pays: '',
    'no-gain': 'Leave it: it does not foretell new questions better than the prior in charge.',
    'worse-picks': 'Leave it: people prefer the picks of the prior in charge.',
    'more-calls': 'Leave it: it makes more calls, and its picks are no better for that.',
    'gain-unsure': `Not enough data: it may foretell better or not.${more}`,
    'picks-unsure': `Not enough data: it foretells better, but its picks might be preferred in fewer than ${margin} of questions.${more || ' Votes on questions in which the picks differ would tell.'}`,
    'calls-unsure': `Not enough data: it foretells better, but whether it makes more calls is open.${more}`,
  };
  return sentences[because];
}

/** A trial as JSON. `taken`: the server's new setting. null: it was not taken. */
export const trialRow = ({ judge, split, trials }: PriorStanding, { fitted, trial }: Tried, taken: string | null) => ({
  judge: publicModel(judge),
  fittedTo: split.older.length,
  triedOn: split.newer.length,
  trials: trials + 1,
  prior: writePrior(fitted.prior),
  ...trial,
  taken: taken && publicModel(taken),
});
