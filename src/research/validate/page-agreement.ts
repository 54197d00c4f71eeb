import { count, decimalWords, type Html, section, shareWords, table } from '../report/html.ts';
import { NO_VERDICT, type SetFigures } from './figures.ts';
import { shareOf } from './page-words.ts';
import type { Validation } from './validation.ts';

/** Every set, and all together where there are several. */
const rowsOf = ({ sets, together }: Validation): SetFigures[] => (sets.length > 1 ? [...sets, together] : [...sets]);

const setColumn = { head: 'Set', cell: ({ name }: SetFigures) => name };

export function agreementSection(data: Validation): Html {
  return section(
    'Agreement with people',
    'Raw agreement is what chance alone makes large where few labels are frequent. Cohen’s kappa takes that chance out, and the gap is what it takes. AC1 (Gwet 2008) takes out another chance, which does not grow where one label is frequent: if it is far from kappa, the labels are lopsided. All sets together pool their pairs.',
    table(
      'Agreement by set',
      [
        setColumn,
        { head: 'Pairs', cell: ({ compared }) => count(compared), number: true },
        { head: 'Kappa', cell: ({ kappa }) => decimalWords(kappa) },
        { head: 'Raw', cell: ({ raw }) => shareWords(raw) },
        { head: 'Gap', cell: ({ gap }) => decimalWords(gap) },
        { head: 'AC1', cell: ({ ac1 }) => decimalWords(ac1) },
        {
          head: 'By one call: kappa, raw',
          cell: ({ oneCall }) => `${decimalWords(oneCall.kappa)}; ${shareWords(oneCall.raw)}`,
        },
      ],
      rowsOf(data),
    ),
  );
}

const ORDER = ['first', 'second', 'tie', NO_VERDICT];

export function confusionSection({ together }: Validation): Html {
  const { confusion } = together;
  const said = ORDER.filter((label) => confusion.some(({ judge }) => judge === label));
  const cell = (people: string, judge: string) =>
    confusion.find((one) => one.people === people && one.judge === judge)?.n ?? 0;
  return section(
    'Who says what',
    'The confusion matrix of all pairs in the agreement above: a row is what people say, a column what the judge says. First and second are as the file of the set has them.',
    table(
      'Confusion matrix',
      [
        { head: 'People', cell: (people: string) => people },
        ...said.map((judge) => ({
          head: `Judge: ${judge}`,
          cell: (people: string) => count(cell(people, judge)),
          number: true,
        })),
      ],
      ORDER.filter((label) => confusion.some(({ people }) => people === label)),
    ),
  );
}

export function positionSection(data: Validation): Html {
  return section(
    'Order and repeats',
    'Each pair is shown in both orders. The first-slot rate is how often what stood first is preferred, of verdicts for a side on pairs that were read in both orders; position bias is its distance from one half. Flips: the two orders name different texts. Repeat agreement: two runs say the same of a pair in the same order. A judge that always repeats itself can still be wrong the same way each time.',
    table(
      'Order and repeats by set',
      [
        setColumn,
        { head: 'First slot', cell: ({ firstSlot }) => shareOf(firstSlot, 'verdicts') },
        {
          head: 'Position bias',
          cell: ({ positionBias }) => (positionBias.value === null ? 'not known' : shareWords(positionBias)),
        },
        { head: 'Flips', cell: ({ flips }) => shareOf(flips, 'pairs') },
        { head: 'Same in both orders', cell: ({ consistency }) => shareOf(consistency, 'pairs') },
        { head: 'Repeat agreement', cell: ({ retest }) => shareOf(retest, 'pairs of runs') },
      ],
      rowsOf(data),
    ),
  );
}

export function readableSection(data: Validation): Html {
  return section(
    'What could be read, and ties',
    'Coverage: pairs with a verdict, of those that the judge was asked about. Read: calls with a verdict, of all calls.',
    table(
      'Coverage and ties by set',
      [
        setColumn,
        { head: 'Coverage', cell: ({ coverage }) => shareOf(coverage, 'pairs') },
        { head: 'Read', cell: ({ parsed }) => shareOf(parsed, 'calls') },
        { head: 'Labelled by people', cell: ({ labelled, pairs }) => `${count(labelled)} of ${count(pairs)}` },
        { head: 'Ties of people', cell: ({ ties }) => count(ties.people), number: true },
        {
          head: 'Ties of the judge',
          cell: ({ ties }) => `${count(ties.judge)}, of them ${count(ties.judgeByFlip)} because the orders differ`,
        },
      ],
      rowsOf(data),
    ),
  );
}
