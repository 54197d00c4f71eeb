import { degreesOfFreedom, scoreInterval } from '../../agreement/score-interval.ts';
import type { Figure } from '../../agreement/statistic.ts';
import { mcNemarP } from '../../agreement/two-judges.ts';
import type { ShadowSummary } from '../rejudge/summary.ts';
import { FEWEST_QUESTIONS } from '../server-agreement.ts';
import type { ReportData } from './gather.ts';
import { count, type Html, paragraph, section, shareWords, table } from './html.ts';

/**
 * Shadow judges against the stored judge, on the same pairs and with the same people.
 * @returns null when there are none
 */
export function samePairsSection({ shadows }: ReportData): Html | null {
  if (shadows.length === 0) return null;
  return section(
    'Judges on the same pairs',
    'Judges that judged stored comparisons again (“rejudge”), against the judge that had decided. Duels: those that both judges decided and where a strict majority of blind votes took a side; then how often only the further judge, and only the stored one, was with that majority. The p is McNemar’s exact test (1947): how surprising so uneven a split would be if both agreed with people equally often. An ask has one duel, so duels count as independent.',
    table(
      'Judges on the same pairs',
      [
        { head: 'Further judge', cell: ({ judge }: ShadowSummary) => judge },
        { head: 'Same verdict', cell: ({ sameVerdict }) => shareWords(enough(sameVerdict)) },
        { head: 'Duels', cell: ({ majorities }) => count(duels(majorities)), number: true },
        { head: 'Only it', cell: ({ majorities }) => count(majorities.onlyShadow), number: true },
        { head: 'Only stored', cell: ({ majorities }) => count(majorities.onlyStored), number: true },
        { head: 'Difference', cell: ({ majorities }) => points(difference(majorities)) },
        { head: 'McNemar’s p', cell: ({ majorities: m }) => pWords(m), number: true },
      ],
      shadows,
    ),
    paragraph('A positive difference speaks for the further judge. The ranges hold in 95 of 100 such samples.'),
  );
}

type Majorities = ShadowSummary['majorities'];
const duels = ({ both, onlyStored, onlyShadow, neither }: Majorities) => both + onlyStored + onlyShadow + neither;

const enough = (figure: Figure): Figure => (figure.n < FEWEST_QUESTIONS ? { ...figure, value: null } : figure);

/** How much more often the shadow judge was with the majority than the stored judge, from −1 to 1. */
function difference(majorities: Majorities): Figure {
  const n = duels(majorities);
  if (n < FEWEST_QUESTIONS) return { value: null, low: null, high: null, n };
  const { onlyShadow, onlyStored } = majorities;
  const value = (onlyShadow - onlyStored) / n;
  const variance = ((onlyShadow + onlyStored) / n - value ** 2) / (n - 1);
  const [low, high] = scoreInterval(value, variance, [-1, 1], degreesOfFreedom(n, n)) ?? [null, null];
  return { value, low, high, n };
}

const pWords = (majorities: Majorities): string =>
  duels(majorities) < FEWEST_QUESTIONS
    ? 'not enough data'
    : mcNemarP(majorities.onlyShadow, majorities.onlyStored).toPrecision(2);

function points({ value, low, high }: Figure): string {
  if (value === null) return 'not enough data';
  const one = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;
  return low === null || high === null
    ? `${one(value)} points`
    : `${one(value)} points (${one(low)}\u00a0to\u00a0${one(high)})`;
}
