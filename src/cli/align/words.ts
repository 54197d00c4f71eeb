import type { Figure } from '../../agreement/statistic.ts';
import { numbered, whoTakesRules } from '../../judge/rules.ts';
import { whyNoRule } from '../../learning/align/admit.ts';
import type { Aligned, AlignProgress, AlignTrial } from '../../learning/align/run.ts';
import type { Lacking } from '../../learning/align/split.ts';
import { modelName } from '../../model-name.ts';

const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
const percent = (share: number | null) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);
const points = (share: number | null) => (share === null ? '–' : `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)}`);
const interval = ({ value, low, high }: Figure) => `${points(value)} points [${points(low)}, ${points(high)}]`;

/** Why a judge can be given no rules, and what to do. */
export function refusalInWords(
  why: 'not-offered' | 'trained' | 'scores' | 'jury',
  judge: string,
  offered: readonly string[],
): string {
  switch (why) {
    case 'not-offered':
      return `${judge} is not among the judges that servers may choose from. Name it in JUDGE_MODELS first, or choose one of: ${offered.join(', ')}.`;
    case 'jury':
      return 'A jury can be given no rules as a whole. Name one of its judges in JUDGE_MODELS, and here.';
    case 'scores':
      return `${modelName(judge)} scores replies and reads no rules. Choose a judge that writes.`;
    default:
      return `${modelName(judge)} was trained on one prompt, word for word, so it can be given no rules. ${whoTakesRules} A judge that is trained on your votes is another way: examples/train.`;
  }
}

export function lackingInWords({ questions, people }: Lacking, server: string): string {
  const parts = [
    ...(questions > 0
      ? [`at least ${count(questions, 'more question')} whose voting has closed with a vote for a side`]
      : []),
    ...(people > 0 ? [`votes of at least ${count(people, 'more person', 'more people')}`] : []),
  ];
  return `Not enough data: server ${server} needs ${parts.join(', and ')}. Only questions of people who take part in research are read, and only those that served no earlier test are tried on.`;
}

interface DryRun {
  judge: string;
  writer: string;
  parts: Sizes;
  calls: Range;
  tokens: Range | null;
  usd: Range | null;
}
interface Range {
  likely: number;
  most: number;
}
interface Sizes {
  train: number;
  choose: number;
  test: number;
}

export function dryRunInWords({ judge, writer, parts, calls, tokens, usd }: DryRun): string {
  const range = ({ likely, most }: Range, of: (n: number) => string) => `${of(likely)}, at most ${of(most)}`;
  return [
    `${modelName(judge)} would be given rules that ${modelName(writer)} writes.`,
    `Questions: ${parts.train} to learn from, ${parts.choose} to choose by, ${parts.test} to try the chosen rules on, once.`,
    `Calls: about ${range(calls, (n) => n.toLocaleString('en'))}.`,
    tokens
      ? `Tokens, as this server’s judges used them: about ${range(tokens, (n) => n.toLocaleString('en'))}.`
      : 'Tokens: not known, as no server has counted any so far.',
    usd ? `US dollars, at the same price: about ${range(usd, (n) => n.toFixed(2))}.` : 'US dollars: no price is known.',
    'No model was asked. Leave out --dry-run to begin; --budget-tokens or --budget-usd ends it early, and it can be gone on with.',
  ].join('\n');
}

const doings: Readonly<Record<AlignProgress['doing'], string>> = {
  judging: 'The judge reads duels',
  writing: 'The writer writes rules',
  choosing: 'Lists are compared',
  pruning: 'Rules that do not pay are dropped',
  testing: 'The rules are tried on later questions',
};

export const phaseInWords = ({ doing, round, rounds }: AlignProgress): string =>
  round > 0 && doing !== 'testing' && doing !== 'pruning'
    ? `${doings[doing]} (round ${round} of ${rounds})`
    : doings[doing];

interface Row extends Pick<Aligned, 'end' | 'rules' | 'leftOut' | 'choose' | 'trial'> {
  judge: string;
  parts: Sizes;
  simulated: number;
  paid: { calls: number; tokens: number; usd: number | null };
  name: string | null;
}

const ends: Readonly<Record<Aligned['end'], string>> = {
  kept: 'The rules are kept: by them the judge agrees with people more often, on questions that it had not seen.',
  'no-list': 'No rules are kept: no list did better than the judge without it on the questions to choose by.',
  'not-better':
    'No rules are kept: on questions that it had not seen, the judge does not agree with people more often by them, or not surely, or only because of one voter.',
  'contradicts-itself': 'No rules are kept: by them the judge contradicts itself more often when the order is turned.',
};

/** What a search has found, figures first. */
export function alignedInWords(row: Row, server: string): string {
  const { end, rules, leftOut, choose, trial, parts, paid, name, simulated } = row;
  const money = paid.usd === null ? '' : `, $${paid.usd.toFixed(4)}`;
  return [
    ...(trial ? trialInWords(trial, parts.test) : []),
    ...(choose && rules.length > 0
      ? [`On the ${parts.choose} to choose by: ${percent(choose.plain)} without, ${percent(choose.chosen)} with them.`]
      : []),
    `Paid: ${count(paid.calls, 'call')}, ${paid.tokens.toLocaleString('en')} tokens${money}.`,
    '',
    ends[end],
    ...(rules.length > 0 ? [numbered(rules)] : []),
    ...(leftOut.length > 0
      ? [
          '',
          'Proposed, and left out:',
          ...leftOut.map(({ rule, why }) => `  ${JSON.stringify(rule)}: ${whyNoRule[why]}`),
        ]
      : []),
    ...(simulated > 0
      ? ['', `${count(simulated, 'question')} came from simulated people: nothing follows about real ones.`]
      : []),
    ...(name === null
      ? []
      : [
          '',
          `The judge with these rules is ${name}. They decide nothing yet. Have it judge in the shadow, beside the judge in charge:`,
          `  npm run -s tribunal -- promote --server ${server} --challenge ${name} --budget-tokens 200000`,
        ]),
  ].join('\n');
}

function trialInWords(
  { old, new: now, difference, withoutOne, voters, mcNemar, contradicted, invalid }: AlignTrial,
  asks: number,
): string[] {
  return [
    `Agreement with people on ${count(asks, 'question')} kept for the test (${count(voters, 'voter')}): ${percent(old)} before, ${percent(now)} by the rules.`,
    `Difference: ${interval(difference)}${withoutOne ? `; without any one voter at least ${points(withoutOne.low)}` : ''}.`,
    `McNemar: right only before on ${mcNemar.onlyOld}, only by the rules on ${mcNemar.onlyNew}, p = ${mcNemar.p.toPrecision(2)}.`,
    `Contradicted between the two orders: ${percent(contradicted.old)} before, ${percent(contradicted.new)} by the rules; invalid: ${percent(invalid.old)} and ${percent(invalid.new)}.`,
  ];
}
