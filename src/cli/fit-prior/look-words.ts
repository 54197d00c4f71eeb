import { plural } from '../../discord/words/plural.ts';
import { PRIOR_TRIAL, type PriorTrial } from '../../learning/prior-trial.ts';
import type { KeptTrial, PriorInCharge, PriorLook } from '../../learning/try-prior.ts';
import { modelName } from '../../model-name.ts';
import type { FittedPrior } from '../../tournament/fit-prior.ts';
import { priorOf, readFitted } from '../../tournament/fitted.ts';
import { priorKeys } from '../../tournament/prior.ts';
import { figureText, grid } from '../figure-text.ts';
import { priorNames } from '../fit-prior.ts';

interface Shown {
  inCharge: PriorInCharge;
  /** null: an earlier trial's result stands. */
  look: PriorLook | null;
  /** An earlier trial that says that its prior pays, and is not taken yet. */
  found: KeptTrial | null;
  taken: boolean;
}

const questions = (n: number): string => plural(n, 'question');

/** A prior and its trial, for a terminal: what is to be done, the figures, and what they mean. */
export function wordsOfLook({ inCharge, look, found, taken }: Shown): string {
  const judge = modelName(inCharge.judge);
  if (look?.kind === 'waits') return waits(look, judge);
  const kept = look?.kept ?? found;
  if (!kept) return '';
  const head = `${taken ? 'Taken' : headings[kept.decision]}: a prior fitted to ${judge} on ${questions(kept.older)} of this server, and tried on the ${kept.tried} that came after them.${ofPlayground(kept)}`;
  const figures = look
    ? [table(look.fitted, inCharge), trialFigures(look.trial)]
    : [`It was tried on questions up to ${kept.upTo.toISOString().slice(0, 10)}.`];
  return [head, ...figures, reasons[kept.because](kept), nextStep(kept, { inCharge, taken })].join('\n\n');
}

const headings = { take: 'It pays', leave: 'Leave it', 'not-yet': 'Not enough data yet' } as const;

const ofPlayground = ({ simulated }: KeptTrial): string =>
  simulated > 0
    ? ` Simulated: ${questions(simulated)} of these come from a playground, and say nothing about people.`
    : '';

function waits({ asks, missing, last }: Extract<PriorLook, { kind: 'waits' }>, judge: string): string {
  const before = last
    ? ` The last trial ended with “${headings[last.decision].toLowerCase()}”, and has used the questions up to ${last.upTo.toISOString().slice(0, 10)}: a prior is tried on each question once.`
    : ' Of those, the newer ones are kept to try the prior on.';
  return `Not enough data: ${missing} more closed ${missing === 1 ? 'question' : 'questions'} judged by ${judge} are needed on this server. There are ${asks}.${before}`;
}

function table({ prior, intervals }: FittedPrior, { tournament }: PriorInCharge): string {
  const before = priorOf(tournament);
  const rows = priorKeys.map((key) => {
    const [low, high] = intervals[key].map((value) => value.toFixed(2));
    return [priorNames[key], String(before?.[key] ?? ''), prior[key].toFixed(2), `[${low}, ${high}]`];
  });
  return grid(["in units of one call's noise", 'in charge', 'fitted', '95 %'], rows);
}

function trialFigures({ gain, replayed }: PriorTrial): string {
  const lines: [string, string][] = [['foretells better by', `${figureText(gain, 'questions')}, in nats a question`]];
  if (replayed) {
    const { calls, rise, picks, differ, voted, foretold } = replayed;
    const share = (value: number) => `${Math.round(1000 * value) / 10} %`;
    lines.push(
      ['calls a question', `${calls.old.toFixed(2)} → ${calls.new.toFixed(2)}`],
      ['change in calls', figureText(rise, 'questions')],
      ['picks differ', share(differ)],
      [
        'its picks are preferred',
        picks.value === null
          ? `${share(picks.low ?? 0)} at worst: only ${questions(voted)} with votes; ${PRIOR_TRIAL.leastAsks} would tell`
          : figureText(picks, 'questions with votes; an equal pick is a half'),
      ],
      ['foretold', `${share(foretold)} of its calls were never made, and are foretold from the others`],
    );
  }
  return lines.map(([name, value]) => `  ${name.padEnd(24)} ${value}`).join('\n');
}

const margin = `${Math.round(100 * PRIOR_TRIAL.leastPreferred)} %`;
const needed = ({ asksNeeded }: KeptTrial): string =>
  asksNeeded === null
    ? 'How many questions would tell, nobody can say yet.'
    : `About ${questions(asksNeeded)} would tell.`;

const reasons: Readonly<Record<PriorTrial['because'], (trial: KeptTrial) => string>> = {
  pays: () =>
    'It foretells the judge better, beyond chance, for no more calls and picks that people like as much, or for better picks.',
  'no-gain': () => 'It foretells the judge no better than the prior in charge.',
  'worse-picks': () => 'It foretells the judge better, but people like its picks less.',
  'more-calls': () => 'It foretells the judge better, but asks more for picks that are no better.',
  'gain-unsure': (trial) => `Whether it foretells the judge better is within chance. ${needed(trial)}`,
  'picks-unsure': (trial) =>
    `It foretells the judge better, but its picks might be preferred in less than ${margin} of questions. ${needed(trial)}`,
  'calls-unsure': (trial) => `It foretells the judge better, but it might ask more. ${needed(trial)}`,
};

function nextStep(
  { decision, after }: KeptTrial,
  { inCharge: { guildId, judge }, taken }: Pick<Shown, 'inCharge' | 'taken'>,
) {
  const run = 'npm run -s tribunal --';
  if (taken)
    return `New questions of this server start from ${readFitted(after)?.tournament}, while ${modelName(judge)} judges with the same rules; under another judge it rests. To undo that: ${run} promote --server ${guildId} --back tournament`;
  if (decision === 'take') return `To use it: ${run} fit-prior --server ${guildId} --take`;
  if (decision === 'leave') return 'Leave the tournament as it is.';
  return 'Wait for more questions, and run this again: it will be tried on the new ones.';
}
