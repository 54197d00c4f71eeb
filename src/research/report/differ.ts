import type { StanceGroup } from '../../../db/repo/stance-figures.ts';
import { clusteredShare } from '../../agreement/clustered-share.ts';
import type { Figure } from '../../agreement/statistic.ts';
import { efforts, FEWEST_FOR_MAJORITY, type Stance, stances } from '../../terms.ts';
import { FEWEST_QUESTIONS } from '../server-agreement.ts';
import type { ReportData } from './gather.ts';
import { count, type Html, paragraph, section, shareWords, table } from './html.ts';
import { intervalPlot } from './plots.ts';

const heads: Readonly<Record<Stance, string>> = {
  differ: 'Other answer',
  split: 'Split',
  'both-bad': 'Both bad',
  agree: 'Pick',
};

const questionsOf = (group: StanceGroup): number => stances.reduce((sum, stance) => sum + group[stance], 0);

/** The share of questions in which most people stand there. Each question is one trial. */
function shareOf(group: StanceGroup, stance: Stance): Figure {
  const [hits, n] = [group[stance], questionsOf(group)];
  if (n < FEWEST_QUESTIONS) return { value: null, low: null, high: null, n };
  return clusteredShare({ clusters: n, hits, trials: n, hitsSquared: hits, hitsTrials: hits, trialsSquared: n });
}

const columns = [
  { head: 'Questions', cell: (group: StanceGroup) => count(questionsOf(group)), number: true },
  { head: 'They differ', cell: (group: StanceGroup) => shareWords(shareOf(group, 'differ')) },
  ...stances.map((stance) => ({
    head: heads[stance],
    cell: (group: StanceGroup) => count(group[stance]),
    number: true,
  })),
];

const order: readonly string[] = efforts;
const titles = {
  effort: ['Where they differ, by effort', 'Effort'],
  judge: ['Where they differ, by judge', 'Judge'],
  model: ['Where they differ, by the model that wrote the pick', 'Model'],
} as const;

/** A tenth of the judge's probability, such as "70–80 %". */
const tenth = ({ name }: StanceGroup) => `${10 * Number(name)}–${10 * Number(name) + 10}\u00a0%`;

/**
 * Where the majority of people and the judge differ: counts only, and no text of anybody. The texts are read
 * with `/disagreements`, and in an export.
 */
export function differSection({ stances: groups }: ReportData): Html {
  const [all] = groups.filter(({ by }) => by === 'all');
  const stated = groups.filter(({ by }) => by === 'stated').toSorted((a, b) => Number(a.name) - Number(b.name));
  const by = (kind: keyof typeof titles) =>
    groups
      .filter((group) => group.by === kind && questionsOf(group) > 0)
      .toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name) || a.name.localeCompare(b.name, 'en'));
  return section(
    'Where they differ',
    `Questions with at least ${FEWEST_FOR_MAJORITY} votes that count, by where the majority of them stands: what more people chose than anything else, a tie and “both bad” included. They differ where that is the answer shown against the pick.`,
    all && questionsOf(all) > 0
      ? intervalPlot(
          'Where the majority of people stands',
          stances.map((stance) => ({
            label: heads[stance],
            figure: shareOf(all, stance),
            unit: 'questions',
            kind: stance === 'agree' ? ('judge' as const) : ('people' as const),
          })),
        )
      : null,
    all && questionsOf(all) > 0
      ? table('Where the majority stands', [{ head: 'Questions of', cell: () => 'all' }, ...columns], [all])
      : paragraph(`No question has ${FEWEST_FOR_MAJORITY} votes that count.`),
    ...(['effort', 'judge', 'model'] as const).map((kind) => {
      const [title, head] = titles[kind];
      const found = by(kind);
      // A single group would repeat the line above.
      return found.length < 2
        ? null
        : table(title, [{ head, cell: ({ name }: StanceGroup) => name }, ...columns], found);
    }),
    table(
      'Where they differ, by the judge’s probability',
      [{ head: 'Probability', cell: tenth }, ...columns],
      stated.filter((group) => questionsOf(group) > 0),
    ),
    paragraph(
      `${all && all.few > 0 ? `${count(all.few)} more questions have fewer votes that count. ` : ''}This page holds no text of anybody. Moderators read the questions, both answers and the reasons with /disagreements; the table “disagreements” of an export has those of people who take part in research.`,
    ),
  );
}
