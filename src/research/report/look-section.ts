import type { Figure } from '../../agreement/statistic.ts';
import { DEFAULTS } from '../../agreement/trust.ts';
import { trustWords } from '../trust-words.ts';
import type { ReportData } from './gather.ts';
import { count, type Html, paragraph, percent, section, shareWords, table } from './html.ts';
import { intervalPlot } from './plots.ts';

/** "66.7 %: between 58.1 % and 74.3 %, however often you look". */
function watchedWords({ value, low, high }: Figure): string {
  if (value === null || low === null || high === null) return 'not enough data';
  return `${percent(value)}: between ${percent(low)} and ${percent(high)}`;
}

/** The sentence that a report begins with. */
export function leadWords({ all, look }: ReportData): string {
  const figure = look.finished ? all.winRate : look.all.pickWins;
  if (figure.value === null)
    return 'There is not enough data yet to say how often people and the judge agree. Ten questions with blind votes are the least.';
  const said = look.finished ? shareWords(figure) : `${watchedWords(figure)}, however often you look`;
  return `People prefer the judge’s pick to another answer, drawn evenly, in ${said}. Each of ${count(figure.n)} questions weighs the same.`;
}

/** What the ranges of the report promise. */
export const rangeWords = ({ look }: ReportData): string =>
  look.finished
    ? 'A finished study: in brackets stands the range that holds in 95 of 100 such samples, if one looks once. Who looks while votes come in needs wider ones; without --finished, the report begins with those.'
    : 'Votes still come in, so this page may be made again and again. The ranges in the first table hold however often you look. In brackets stand ranges for one look at a finished study: somebody who looks each day will sooner or later see one of them miss. When the study is over, make the page with --finished.';

/**
 * What may be looked at while it grows.
 * @returns null for a finished study
 */
export function watchedSection({ look }: ReportData): Html | null {
  if (look.finished) return null;
  const { pickWins, majority, amongPeople } = look.all;
  const named = (by: 'effort' | 'judge', name: string) =>
    by === 'effort' ? `The pick, effort ${name}` : `The pick of ${name}`;
  const groups = look.groups.filter(({ by }) => look.groups.filter((other) => other.by === by).length > 1);
  const rows = [
    { name: 'Pick against any other', figure: pickWins, kind: 'judge' as const },
    { name: 'The majority and the judge', figure: majority, kind: 'judge' as const },
    { name: 'People among themselves', figure: amongPeople, kind: 'people' as const },
    ...groups.map(({ by, name, figures }) => ({
      name: named(by, name),
      figure: figures.pickWins,
      kind: 'part' as const,
    })),
  ];
  return section(
    'However often you look',
    'Each question is one observation, once its ballot has closed. In 95 of 100 communities such a range never misses the truth, however often one looks while votes come in: confidence sequences by bets (Waudby-Smith and Ramdas 2024). Each range is for itself: of twenty of them, one will miss at some time. They take agreement for steady; if judge or people have changed, begin later (--since), on a day chosen once.',
    intervalPlot(
      'However often you look',
      rows.map(({ name, figure, kind }) => ({ label: name, figure, unit: 'questions', kind })),
    ),
    table(
      'Ranges that hold however often you look',
      [
        { head: 'Figure', cell: ({ name }) => name },
        { head: 'Share', cell: ({ figure }) => watchedWords(figure) },
        { head: 'Questions', cell: ({ figure }) => count(figure.n), number: true },
      ],
      rows,
    ),
  );
}

/**
 * From which confidence on the judge can be trusted.
 * @returns null unless the study is finished: the promise is for one look
 */
export function trustSection({ look, by }: ReportData): Html | null {
  if (!look.finished) return null;
  const words = trustWords(look.trust, DEFAULTS);
  return section(
    'From which confidence on can the judge be trusted?',
    'The lowest stated probability from which on the majority agrees with the judge at least 80 of 100 times, with a risk of one in ten that this is wrong (fixed-sequence testing: Jung, Brahman and Choi 2025). “tribunal trust” has other targets.',
    ...words.map((line) => paragraph(line.trim())),
    by.judge.length > 1
      ? paragraph(
          'Several judges are taken together, and each may mean something else by its probability; “tribunal trust --judge” takes one.',
        )
      : null,
  );
}
