import type { Figure } from '../../agreement/statistic.ts';
import type { AgreementDrawing } from '../../charts/agreement.ts';
import { shortened } from '../../graphemes.ts';
import { shortModelName } from '../../model-name.ts';
import { FEWEST_QUESTIONS, type ServerAgreement } from '../../research/server-agreement.ts';
import { limits } from '../sizes.ts';
import type { Words } from '../words/words.ts';

/** More rows would be too small to read on a phone. */
const MOST_PARTS = 6;

/**
 * The data of the chart for `/agreement`.
 * @returns null when there is not enough data
 */
export function agreementDrawing(
  { agreement }: Words,
  { questions, pickWins, amongPeople, parts, looking }: ServerAgreement,
): AgreementDrawing | null {
  if (questions < FEWEST_QUESTIONS || pickWins.value === null) return null;
  const row = (
    label: string,
    { value, low, high, n }: Figure,
    unit: 'questions' | 'pairs',
    kind: 'judge' | 'people' | 'part',
  ) => (value === null ? [] : [{ label, value, low, high, note: agreement[unit](n), kind }]);
  return {
    rows: [
      ...row(agreement.youAndJudge, pickWins, 'questions', 'judge'),
      ...row(agreement.amongYourselves, amongPeople, looking === 'again' ? 'questions' : 'pairs', 'people'),
      ...parts
        .slice(0, MOST_PARTS)
        .flatMap(({ by, name, pickWins: own }) =>
          row(by === 'effort' ? agreement.effort(name) : shortModelName(name), own, 'questions', 'part'),
        ),
    ],
  };
}

/** The chart's alt text. */
export function agreementAlt({ agreement, percent }: Words, { rows }: AgreementDrawing): string {
  const said = rows.map(({ label, value, low, high, note }) => {
    const range = low === null || high === null ? '' : `, ${agreement.altRange(percent(low), percent(high))}`;
    return `${label} ${percent(value)}${range}, ${note}`;
  });
  return shortened(agreement.alt(said.join('; ')), limits.altText);
}
