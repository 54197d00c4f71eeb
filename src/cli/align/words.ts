import { plural } from '../../discord/words/plural.ts';
import { numbered } from '../../judge/rules.ts';
import { whyNoRule } from '../../learning/align/admit.ts';
import type { AlignEnd, AlignProgress, AlignTrial } from '../../learning/align/run.ts';
import type { Lacking } from '../../learning/align/split.ts';
import type { Price } from '../../learning/run-align/price.ts';
import type { Paid } from '../../learning/run-align/purse.ts';
import type { PartSizes, RanAlign } from '../../learning/run-align/run.ts';
import { modelName, withoutRules } from '../../model-name.ts';
import { block, figureText } from '../figure-text.ts';

const count = (n: number): string => Math.round(n).toLocaleString('en');
const dollarsOf = (usd: number | null): string => (usd === null ? 'dollars unknown' : `$${usd.toFixed(2)}`);
const share = (value: number | null): string => (value === null ? 'no data' : value.toFixed(3));
const partsInWords = ({ train, choose, test }: PartSizes): string =>
  `${train} to learn from, ${choose} to choose by, ${test} for the test`;
const simulatedInWords = (n: number): string[] =>
  n > 0 ? [`Simulated: ${plural(n, 'question')} of these come from a playground, and say nothing about people.`] : [];

/** A search as it goes, in one line. */
export const progressInWords = ({ doing, round, rounds }: AlignProgress, { calls, tokens, usd }: Paid): string =>
  `Round ${round} of ${rounds}, ${doing}: ${plural(calls, 'call')}, ${count(tokens)} tokens${usd === null ? '' : `, $${usd.toFixed(4)}`}`;

/** Why there is nothing to learn from yet, and what would be needed. */
export function lackingInWords({ questions, people }: Lacking): string {
  const needed = [
    ...(questions > 0 ? [`${plural(questions, 'more closed question')} with a vote`] : []),
    ...(people > 0 ? [`votes of ${plural(people, 'more person', 'more people')}`] : []),
  ].join(', and ');
  return `Not enough data: at least ${needed} are needed. Counted are duels whose asker takes part in research, whose texts are still kept, and which were not the test of an earlier search.`;
}

export interface DryRun {
  judge: string;
  writer: string;
  parts: PartSizes;
  simulated: number;
  /** Whether a search that was interrupted would go on, some of which is paid. */
  goesOn: boolean;
  most: Price;
  likely: Price;
}

/** What there is to learn from, and what it would cost. */
export function dryRunInWords({ judge, writer, parts, simulated, goesOn, most, likely }: DryRun): string[] {
  const price = ({ calls, tokens, usd }: Price) =>
    `${plural(calls.judge, 'call')} to the judge, ${calls.write} to the writer; ${tokens === null ? 'tokens unknown' : `${count(tokens)} tokens`}, ${dollarsOf(usd)}`;
  return [
    `${modelName(judge)} would learn from rules that ${modelName(writer)} writes. Nothing was asked or kept.`,
    block('Questions', { parts: partsInWords(parts), likely: price(likely), 'at most': price(most) }),
    [
      'Likely is by what a judge’s call has taken on this server on average. A budget ends the search before.',
      ...(goesOn ? ['A search that was interrupted would go on: what it has paid is a part of this.'] : []),
      ...simulatedInWords(simulated),
    ].join('\n'),
  ];
}

const ends: Readonly<Record<AlignEnd, (judge: string) => string>> = {
  kept: (judge) => `Kept: by these rules ${judge} agrees with people more often.`,
  'no-list': (judge) =>
    `Nothing kept: no list had ${judge} agree with people more often on the questions to choose by. The test was not used. Wait for more votes, or try another writer, more rounds or another seed.`,
  'not-better': (judge) =>
    `Nothing kept: on the questions of the test it is not certain that ${judge} agrees with people more often by these rules, or it hangs on one voter. These questions serve no other list: the next test needs newer ones.`,
  'contradicts-itself': (judge) =>
    `Nothing kept: by these rules ${judge} contradicts itself more often when the replies change places, or gives no readable verdict. These questions serve no other list: the next test needs newer ones.`,
};

/** What a search has found, for a terminal: what became of it, the figures, and what to do next. */
export function ranInWords(
  ran: RanAlign,
  about: { judge: string; name: string | null; server: string; isOffered: boolean },
): string[] {
  const { end, rules, leftOut, parts, paid, choose, trial, simulated } = ran;
  return [
    ends[end](modelName(about.judge)),
    ...(rules.length > 0 ? [`${end === 'kept' ? 'The rules' : 'The rules that were tried'}\n${numbered(rules)}`] : []),
    block('Figures', {
      questions: partsInWords(parts),
      ...(choose && {
        'on those to choose by': `${share(choose.plain)} before, ${share(choose.chosen)} by the best list`,
      }),
      ...(trial && trialInWords(trial)),
      paid: `${plural(paid.calls, 'call')}, ${count(paid.tokens)} tokens, ${dollarsOf(paid.usd)}`,
    }),
    ...(leftOut.length > 0
      ? [
          `Left out, because they are no rules\n${leftOut.map(({ rule, why }) => `  “${rule}”: ${whyNoRule[why]}`).join('\n')}`,
        ]
      : []),
    ...(simulated > 0 ? simulatedInWords(simulated) : []),
    ...(about.name === null ? [] : [nextStep({ ...about, name: about.name })]),
  ];
}

const trialInWords = ({
  old,
  new: by,
  difference,
  withoutOne,
  voters,
  mcNemar,
  contradicted,
  invalid,
}: AlignTrial) => ({
  'agreement, test': `${share(old)} before, ${share(by)} by the rules; ${plural(voters, 'person', 'people')}`,
  difference: figureText(difference, 'questions'),
  'without any one voter': withoutOne ? figureText(withoutOne, 'questions') : 'not enough data',
  'only one is right': `${mcNemar.onlyOld} before, ${mcNemar.onlyNew} by the rules; p ${mcNemar.p.toFixed(4)} (McNemar)`,
  'orders contradict': `${share(contradicted.old)} before, ${share(contradicted.new)} by the rules`,
  'no readable verdict': `${share(invalid.old)} before, ${share(invalid.new)} by the rules`,
});

function nextStep({ name, server, isOffered }: { name: string; server: string; isOffered: boolean }): string {
  const offer = isOffered ? '' : ` Name ${withoutRules(name)} in JUDGE_MODELS first.`;
  return `Its name is ${name}. Managers see the rules in /settings, and can edit them.${offer} To have it judge new questions beside the present judge:\n  npm run -s tribunal -- promote --server ${server} --challenge ${name} --budget-tokens 200000`;
}
