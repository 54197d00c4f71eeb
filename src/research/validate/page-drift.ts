import type { Figure } from '../../agreement/statistic.ts';
import { count, decimalWords, type Html, paragraph, percent, section, shareWords, table } from '../report/html.ts';
import type { Drift } from './drift.ts';
import type { Validation } from './validation.ts';

/** @returns null without an earlier run */
export function driftSection({ drift }: Validation): Html | null {
  if (drift === null) return null;
  const { common, otherTexts, unknown, since, alarms, level } = drift;
  const rows = rowsOf(drift);
  return section(
    'Drift since the earlier run',
    'The same pairs then and now. Whether single verdicts change more than repeats do is tested by shuffling the occasions of each pair; agreement and first slot by McNemar’s test by question, exact. The three are corrected together (Holm 1979).',
    paragraph(
      `${count(common)} pairs are in both runs (the earlier of ${since.slice(0, 10)}).${otherTexts > 0 ? ` ${count(otherTexts)} are left out, because their texts have changed.` : ''}${unknown > 0 ? ` ${count(unknown)} have no verdict in one of them.` : ''}`,
    ),
    table(
      'What changed',
      [
        { head: 'What', cell: ({ what }) => what },
        { head: 'Change', cell: ({ change }) => change },
        { head: 'p', cell: ({ p }) => (p === null ? 'no test' : p < 0.001 ? '< 0.001' : p.toFixed(3)), number: true },
      ],
      rows,
    ),
    paragraph(
      alarms.length > 0
        ? `Alarm at ${level}: ${alarms.join(', ')}.`
        : `No change is shown at ${level}. That does not prove that there is none.`,
    ),
    paragraph(answererWords(drift)),
  );
}

interface Row {
  what: string;
  change: string;
  p: number | null;
}

function rowsOf({ changed, beyondRepeats: beyond, agreement, kappa, firstSlot }: Drift): Row[] {
  const repeats =
    beyond.between === null || beyond.within === null
      ? 'not known: it takes two runs each time'
      : `${percent(beyond.between)} differ then and now, ${percent(beyond.within)} among repeats`;
  return [
    { what: 'Decisions that changed', change: shareWords(changed), p: null },
    { what: 'Single verdicts, against repeats', change: repeats, p: beyond.p },
    {
      what: 'Agreement with people',
      change: `${pointsOf(agreement)}; ${count(agreement.better)} pairs became right, ${count(agreement.worse)} wrong`,
      p: agreement.p,
    },
    { what: 'Kappa', change: decimalWords(kappa), p: null },
    { what: 'First-slot rate', change: pointsOf(firstSlot), p: firstSlot.p },
  ];
}

function pointsOf({ value, low, high }: Figure): string {
  if (value === null) return 'not known';
  const one = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;
  return low === null || high === null
    ? `${one(value)} points`
    : `${one(value)} points (${one(low)}\u00a0to\u00a0${one(high)})`;
}

/** Who answered then and now: a provider may put another model behind a name. */
export function answererWords({ answeredBefore, answeredNow }: Pick<Drift, 'answeredBefore' | 'answeredNow'>): string {
  const [then, now] = [answeredBefore.join(', '), answeredNow.join(', ')];
  if (then === '' || now === '') return 'Who answered is not recorded for both runs.';
  return then === now ? `Answered by ${now}, then and now.` : `Another model answered: ${then} then, ${now} now.`;
}
