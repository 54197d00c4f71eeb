import type { Line } from './runs.ts';
import { table } from './table.ts';

const points = (value: unknown) => `${Number(value) < 0 ? '−' : '+'}${Math.abs(100 * Number(value)).toFixed(1)}`;
/** A difference in points, with its interval. */
const difference = (line: Line, of: string) =>
  line[of] === undefined ? '' : `${points(line[of])}: ${points(line[`${of}Low`])} … ${points(line[`${of}High`])}`;

/** Of the lines of `tournament/jury.bench.ts`: a row for each judge and jury. */
export const juriesTable = (lines: readonly Line[]): string =>
  table(
    [
      'rule',
      'who judges',
      'people',
      'calls',
      'calls of each',
      'from the best of them',
      'from their mean',
      'from the first',
    ],
    lines.map((line) => [
      ...[line.rule, line.jury, Number(line.people).toFixed(3), Number(line.calls).toFixed(1), line.callsOfEach],
      ...['overBest', 'overMean', 'overFirst'].map((of) => difference(line, of)),
    ]),
  );
