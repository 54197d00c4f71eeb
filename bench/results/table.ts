import type { Line } from './runs.ts';

/** A table, and the picture that belongs to it where there are lines for one. */
export interface Drawn {
  table: string;
  svg?: string;
}

/** A value as a cell: numbers with thousands separated, a dash for what is not there. */
export function cell(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 4 });
  return String(value).replaceAll('|', '\\|');
}

/** @returns a Markdown table. @param rows as many cells as there are headings. */
export const table = (headings: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  [row(headings), `|${'---|'.repeat(headings.length)}`, ...rows.map((cells) => row(cells.map(cell)))].join('\n');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/**
 * A table with a row a line. @param columns fields of a line and their headings; all fields as they come
 * where it is absent.
 */
export function tableOf(lines: readonly Line[], columns?: Readonly<Record<string, string>>): string {
  const all = lines.flatMap((line) => Object.keys(line)).filter((key) => key !== 'bench');
  const shown = columns ?? Object.fromEntries(all.map((key) => [key, key]));
  const keys = Object.keys(shown);
  return table(
    Object.values(shown),
    lines.map((line) => keys.map((key) => line[key])),
  );
}
