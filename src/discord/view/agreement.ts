import { moreNeeded } from '../../agreement/needed.ts';
import type { Figure } from '../../agreement/statistic.ts';
import { FEWEST_QUESTIONS, type ServerAgreement } from '../../research/server-agreement.ts';
import type { Words } from '../words/words.ts';
import { accents, bar, container, gallery, type MessageView, type Picture, separator, text } from './blocks.ts';
import { modelLabel } from './candidate-name.ts';

/** An interval is narrow enough to quote at this half-width. */
const USEFUL_HALF_WIDTH = 0.1;

/** The votes that a figure is computed from. */
export interface AgreementScope {
  days: number;
  /** Only the picks of this judge, or null for all judges. */
  judge: string | null;
}

/** `/agreement`: how often this server and the judge agree, in words, and as a chart if there is one. */
export function agreementView(
  words: Words,
  found: ServerAgreement,
  { days, judge }: AgreementScope,
  picture: Picture | null = null,
): MessageView {
  const shown = found.questions >= FEWEST_QUESTIONS && picture ? [picture] : [];
  return {
    components: [
      container(accents.judge, [
        text(`### ${words.agreement.title(days, judge === null ? null : modelLabel(judge))}`),
        ...shown.map(gallery),
        text(found.questions < FEWEST_QUESTIONS ? tooFew(words, found) : figures(words, found, shown.length > 0)),
        separator(),
        text(`-# ${smallPrint(words, found)}`),
      ]),
    ],
    files: [],
    pictures: shown,
  };
}

const tooFew = ({ agreement, percent }: Words, { questions, withJudge, pickWins }: ServerAgreement): string =>
  agreement.tooFew(
    withJudge.n,
    questions,
    FEWEST_QUESTIONS,
    moreNeeded(pickWins, USEFUL_HALF_WIDTH),
    percent(USEFUL_HALF_WIDTH),
  );

function figures(
  words: Words,
  { pickWins, withJudge, amongPeople, questions, voters, ties, bothBad }: ServerAgreement,
  pictured: boolean,
): string {
  const { agreement } = words;
  const more = moreNeeded(pickWins, USEFUL_HALF_WIDTH);
  return [
    agreement.pickWins(share(words, pickWins), pickWins.n),
    ...(pictured ? [] : [bar(pickWins.value ?? 0, 20)]),
    agreement.withJudge(share(words, withJudge), withJudge.n),
    agreement.amongPeople(share(words, amongPeople), amongPeople.n),
    agreement.counts(questions, voters, ties, bothBad),
    ...(more > 0 ? [agreement.moreQuestions(more, words.percent(USEFUL_HALF_WIDTH))] : []),
  ].join('\n');
}

function share({ agreement, percent }: Words, { value, low, high }: Figure): string {
  if (value === null) return '–';
  return low === null || high === null ? percent(value) : agreement.range(percent(value), percent(low), percent(high));
}

const smallPrint = ({ agreement }: Words, { leftOut, simulated }: ServerAgreement): string =>
  [
    ...(simulated ? [agreement.simulated] : []),
    agreement.brackets,
    ...(leftOut > 0 ? [agreement.leftOut(leftOut)] : []),
  ].join(' ');
