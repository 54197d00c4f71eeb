import type { Figure } from '../agreement/statistic.ts';

/**
 * With fewer clusters, intervals hold less often than they say, as the coverage study found
 * (docs/statistics.md).
 */
export const FEW = 15;

/**
 * A figure in words: value, interval, and what it rests on.
 * @param none stands where there is no interval
 */
export function figureText({ value, low, high, n }: Figure, unit: string, none = '  no interval'): string {
  if (value === null) return `not enough data (${n} ${unit})`;
  const interval = low === null || high === null ? none : `  [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  return `${value.toFixed(3)}${interval}  ${n} ${unit}`;
}

const WIDTH = 22;

/** A heading with lines of names and texts below it. */
export const block = (title: string, lines: Readonly<Record<string, string>>): string =>
  [title, ...Object.entries(lines).map(([name, text]) => `  ${name.padEnd(WIDTH)} ${text}`)].join('\n');

/** What the intervals are of, and a warning where there are few clusters. */
export const intervalsOver = (clusters: number): string =>
  `95 % intervals over ${clusters} clusters.${clusters < FEW ? ` Fewer than ${FEW}: they can be too narrow.` : ''}`;

/** A table of counts or shares, the first column of names. */
export function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}`.trimEnd();
  return all.map(line).join('\n');
}

/** Writes a result: as JSON, or in words. */
export const write = (json: boolean | undefined, result: object, words: () => readonly string[]): void =>
  void process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${words().join('\n\n')}\n`);
