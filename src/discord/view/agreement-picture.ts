import type { Figure } from '../../agreement/statistic.ts';
import type { AgreementDrawing } from '../../research/charts/agreement.ts';
import { FEWEST_QUESTIONS, type ServerAgreement } from '../../research/server-agreement.ts';
import { limits } from '../limits.ts';
import { plural } from './blocks.ts';
import { shortModelName } from './candidate-name.ts';
import { percent } from './words.ts';

/** More rows than that do not read on a phone. */
const MOST_PARTS = 6;

/** The chart of an agreement; null where there is not enough data for one. */
export function agreementDrawing({
  questions,
  withJudge,
  amongPeople,
  parts,
}: ServerAgreement): AgreementDrawing | null {
  if (questions < FEWEST_QUESTIONS || withJudge.value === null) return null;
  const row = (label: string, { value, low, high, n }: Figure, unit: string, kind: 'judge' | 'people' | 'part') =>
    value === null ? [] : [{ label, value, low, high, note: plural(n, unit), kind }];
  return {
    rows: [
      ...row('You and the judge', withJudge, 'vote', 'judge'),
      ...row('You among yourselves', amongPeople, 'pair', 'people'),
      ...parts
        .slice(0, MOST_PARTS)
        .flatMap(({ by, name, withJudge: own }) =>
          row(by === 'effort' ? `Effort: ${name}` : shortModelName(name), own, 'vote', 'part'),
        ),
    ],
  };
}

/** The same for people who do not see it. */
export function agreementAlt({ rows }: AgreementDrawing): string {
  const said = rows.map(({ label, value, low, high, note }) => {
    const range = low === null || high === null ? '' : `, range ${percent(low)} to ${percent(high)}`;
    return `${label} ${percent(value)}${range}, ${note}`;
  });
  return `Agreement with its ranges: ${said.join('; ')}.`.slice(0, limits.altText).toWellFormed();
}
