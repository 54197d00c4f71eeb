import { moreNeeded } from '../../agreement/needed.ts';
import type { Figure } from '../../agreement/statistic.ts';
import { FEWEST_QUESTIONS, type ServerAgreement } from '../../research/server-agreement.ts';
import { accents, bar, container, gallery, type MessageView, type Picture, plural, separator, text } from './blocks.ts';
import { modelLabel } from './candidate-name.ts';
import { percent } from './words.ts';

/** Half the width of an interval that is worth quoting. */
const USEFUL_HALF_WIDTH = 0.1;

export interface AgreementScope {
  days: number;
  /** One judge's picks only. */
  judge: string | null;
}

/** `/agreement`: how often this server and the judge agree, in words, and as a chart where one could be drawn. */
export function agreementView(
  found: ServerAgreement,
  { days, judge }: AgreementScope,
  picture: Picture | null = null,
): MessageView {
  const shown = found.questions >= FEWEST_QUESTIONS && picture ? [picture] : [];
  const whose = judge === null ? '' : `, judge ${modelLabel(judge)}`;
  return {
    components: [
      container(accents.judge, [
        text(`### You and the judge, the last ${plural(days, 'day')}${whose}`),
        ...shown.map(gallery),
        text(found.questions < FEWEST_QUESTIONS ? tooFew(found) : figures(found, shown.length > 0)),
        separator(),
        text(`-# ${smallPrint(found)}`),
      ]),
    ],
    files: [],
    pictures: shown,
  };
}

function tooFew({ questions, withJudge }: ServerAgreement): string {
  return `**Not enough data yet.** There are ${plural(withJudge.n, 'blind vote')} on ${plural(questions, 'question')}; from ${FEWEST_QUESTIONS} questions on there is something to say, and about ${plural(moreNeeded(withJudge, USEFUL_HALF_WIDTH), 'more vote')} would narrow the range to ± ${percent(USEFUL_HALF_WIDTH)}. Ask with \`/ask\`, and vote before you look.`;
}

function figures(
  { withJudge, amongPeople, questions, voters, ties, bothBad }: ServerAgreement,
  pictured: boolean,
): string {
  const lines = [
    `**${share(withJudge)}** of ${plural(withJudge.n, 'blind vote')} that took a side went with the judge’s pick.`,
    ...(pictured ? [] : [bar(withJudge.value ?? 0, 20)]),
    `You agree with each other in ${share(amongPeople)} of ${plural(amongPeople.n, 'pair')} of votes on the same question.`,
    `${plural(questions, 'question')}, ${plural(voters, 'voter')}; ${plural(ties, 'tie')}, ${bothBad} × both bad.`,
  ];
  const more = moreNeeded(withJudge, USEFUL_HALF_WIDTH);
  if (more > 0)
    lines.push(`About ${plural(more, 'more vote')} would narrow the range to ± ${percent(USEFUL_HALF_WIDTH)}.`);
  return lines.join('\n');
}

function share({ value, low, high }: Figure): string {
  if (value === null) return '–';
  return low === null || high === null ? percent(value) : `${percent(value)} (${percent(low)} to ${percent(high)})`;
}

function smallPrint({ leftOut, simulated }: ServerAgreement): string {
  const omitted =
    leftOut > 0
      ? ` Left out: ${plural(leftOut, 'vote')} by people who knew the pick, by askers, or faster than one can read.`
      : '';
  const played = simulated ? 'Simulated: these people are played or programs, so nothing here is about people. ' : '';
  return `${played}In brackets the range that holds in 95 of 100 such samples; it takes into account that votes on one question belong together.${omitted}`;
}
