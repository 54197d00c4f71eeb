import type { Figure } from '../../agreement/statistic.ts';
import { decimalWords, percent, shareWords } from '../report/html.ts';
import type { SetFigures } from './figures.ts';
import { answererWords } from './page-drift.ts';
import { marks } from './page-words.ts';
import type { Validation } from './validation.ts';

/** A validation for a terminal: figures first, then the checklist and the verdict. */
export function validationInWords({ judge, sets, together, fitness, drift, paradox }: Validation): string {
  const line = (name: string, words: string) => `  ${name.padEnd(18)} ${words}`;
  const slot = ({ value, low, high }: Figure) => shareWords({ value, low, high, n: 0 });
  const block = (set: SetFigures) =>
    [
      `${set.name}: ${set.pairs} pairs on ${set.questions} questions, ${set.compared} compared with people`,
      line('kappa', decimalWords(set.kappa)),
      line('raw agreement', shareWords(set.raw)),
      line('gap', decimalWords(set.gap)),
      line('AC1', decimalWords(set.ac1)),
      line('first slot', slot(set.firstSlot)),
      line('flips', shareWords(set.flips)),
      line('repeat agreement', shareWords(set.retest)),
      line('coverage', shareWords(set.coverage)),
      line('calls read', shareWords(set.parsed)),
    ].join('\n');
  const checks = fitness.checks.map(
    ({ what, state, because, bound }) => `  ${marks[state]} ${what}: ${state} (${bound}), because ${because}`,
  );
  const blocks = [...sets, ...(sets.length > 1 ? [together] : [])].map(block);
  const change =
    drift === null
      ? []
      : [
          `Drift since ${drift.since.slice(0, 10)} on ${drift.common} pairs: ${drift.alarms.length > 0 ? `ALARM: ${drift.alarms.join(', ')}` : 'none shown'}. ${drift.changed.value === null ? '' : `${percent(drift.changed.value)} of decisions changed. `}${answererWords(drift)}`,
        ];
  return `${[
    `${judge}. 95 % intervals by question.`,
    ...blocks,
    ...(paradox ? ['Very stable and still biased: it repeats its bias.'] : []),
    checks.join('\n'),
    ...change,
    fitness.verdict,
  ]
    .join('\n\n')
    .replaceAll('\u00a0', ' ')}\n`;
}
