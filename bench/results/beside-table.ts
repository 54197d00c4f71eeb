import type { Line } from './runs.ts';
import { type Drawn, table } from './table.ts';

/** More equal figures of one package than this become one row. */
const MOST_ROWS = 10;

/**
 * Figures by other people's packages and by ours on the same files: lines of `beside.bench.ts`. Where a
 * package has many, the row is the one that lies the furthest apart.
 */
export function beside(lines: readonly Line[]): Drawn {
  const groups = Map.groupBy(lines, ({ topic, package: name }) => `${topic} ${name}`);
  const rows = [...groups.values()].flatMap((own) => {
    if (own.length <= MOST_ROWS) return own.map((line) => rowOf(line, String(line.figure)));
    const worst = own.reduce((a, b) => (Number(b.apart) > Number(a.apart) ? b : a));
    return [rowOf(worst, `${own.length} figures, the furthest apart: ${worst.figure}`)];
  });
  return { table: table(['figure', 'package', 'theirs', 'ours', 'apart'], rows) };
}

const rowOf = (line: Line, figure: string) => [
  figure,
  line.package,
  digits(line.theirs),
  digits(line.ours),
  line.apart === 0 ? '0' : Number(line.apart).toExponential(0),
];

const digits = (value: unknown) => (value === null ? 'not defined' : String(Number(Number(value).toPrecision(8))));
