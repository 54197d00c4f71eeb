import type { SeveralJudges } from '../../agreement/several-judges.ts';
import type { Figure } from '../../agreement/statistic.ts';
import { FEWEST_QUESTIONS } from '../server-agreement.ts';
import type { ReportData } from './gather.ts';
import { decimalWords, type Html, meanings, paragraph, percent, section, shareWords, table } from './html.ts';
import { intervalPlot } from './plots.ts';

/**
 * How far judges agree that judged the same stored comparisons.
 * @returns null when fewer than two have judged again
 */
export function amongJudgesSection({ among }: ReportData): Html | null {
  if (among === null) return null;
  const enough = (figure: Figure): Figure =>
    among.clusters < FEWEST_QUESTIONS ? { ...figure, value: null, low: null, high: null } : figure;
  const pairs = among.pairs.map(({ judges: [a, b], agreement, kappa }) => ({
    label: `${a} and ${b}`,
    agreement: enough(agreement),
    kappa: enough(kappa),
  }));
  const all = [
    { name: 'Same label', means: 'of pairs of judges on one comparison', figure: among.among.rawAgreement },
    { name: 'Fleiss’ kappa', means: 'the same, less what chance gives', figure: among.among.fleissKappa },
    {
      name: 'Krippendorff’s alpha',
      means: 'the same where some judges gave no verdict',
      figure: among.among.krippendorffAlpha,
    },
    { name: 'Gwet’s AC1', means: 'does not collapse where one label is frequent', figure: among.among.gwetAc1 },
  ];
  return section(
    'Judges among themselves',
    'The judge that decided and all that judged again (“rejudge”), by the first valid verdict of each on each pair in each order; an ask is a cluster. Agreement is no proof of being right: judges may share a mistake.',
    intervalPlot(
      'Two judges say the same',
      pairs.map(({ label, agreement }) => ({ label, figure: agreement, unit: 'comparisons', kind: 'judge' as const })),
    ),
    table(
      'Two by two',
      [
        { head: 'Judges', cell: ({ label }) => label },
        { head: 'Same verdict', cell: ({ agreement }) => shareWords(agreement) },
        { head: 'Cohen’s kappa', cell: ({ kappa }) => decimalWords(kappa) },
      ],
      pairs,
    ),
    table(
      'All together',
      [
        { head: 'Figure', cell: ({ name }) => name },
        { head: 'Value', cell: ({ figure }) => decimalWords(enough(figure)) },
      ],
      all,
    ),
    meanings(all),
    withoutGold(among),
  );
}

/** Dawid and Skene's accuracies, or why there are none. */
function withoutGold({ withoutGold: gold, clusters }: SeveralJudges): Html {
  if (gold.missing !== null || clusters < FEWEST_QUESTIONS)
    return paragraph(`Without people’s labels: not enough data (${gold.missing ?? 'too few questions'}).`);
  const said = Object.entries(gold.judges).map(
    ([name, { accuracy }]) => `${name} ${accuracy.value === null ? '–' : percent(accuracy.value)}`,
  );
  return paragraph(
    `How often each is right if their mistakes are independent (Dawid and Skene 1979; without a range, and too high where judges share mistakes): ${said.join(', ')}.`,
  );
}
