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
  /** How many days back, or null from the beginning. */
  days: number | null;
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

function figures(words: Words, found: ServerAgreement, pictured: boolean): string {
  const { agreement } = words;
  const { pickWins, withJudge, questions, voters, ties, bothBad } = found;
  const more = moreNeeded(pickWins, USEFUL_HALF_WIDTH);
  return [
    pickWinsWords(words, found),
    ...(pictured ? [] : [bar(pickWins.value ?? 0, 20)]),
    agreement.withJudge(share(words, withJudge), withJudge.n),
    amongPeopleWords(words, found),
    agreement.counts(questions, voters, ties, bothBad),
    ...(more > 0 ? [agreement.moreQuestions(more, words.percent(USEFUL_HALF_WIDTH))] : []),
  ].join('\n');
}

function pickWinsWords(words: Words, { looking, pickWins }: ServerAgreement): string {
  const { value, low, high, n } = pickWins;
  const { agreement, percent } = words;
  return looking === 'once' || value === null || low === null || high === null
    ? agreement.pickWins(share(words, pickWins), n)
    : agreement.pickWinsWatched(percent(value), percent(low), percent(high), n);
}

function amongPeopleWords(words: Words, { looking, amongPeople }: ServerAgreement): string {
  const { value, low, high, n } = amongPeople;
  const { agreement, percent } = words;
  return looking === 'once' || value === null || low === null || high === null
    ? agreement.amongPeople(share(words, amongPeople), n)
    : agreement.amongPeopleWatched(percent(value), percent(low), percent(high), n);
}

function share({ agreement, percent }: Words, { value, low, high }: Figure): string {
  if (value === null) return '–';
  return low === null || high === null ? percent(value) : agreement.range(percent(value), percent(low), percent(high));
}

const smallPrint = ({ agreement }: Words, { leftOut, simulated, looking }: ServerAgreement): string =>
  [
    ...(simulated ? [agreement.simulated] : []),
    looking === 'again' ? agreement.watched : `${agreement.brackets} ${agreement.oneLook}`,
    ...(leftOut > 0 ? [agreement.leftOut(leftOut)] : []),
  ].join(' ');
