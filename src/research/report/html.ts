import type { Figure } from '../../agreement/statistic.ts';
import { escaped } from '../../charts/svg.ts';

export { escaped };

export interface Column<Row> {
  head: string;
  /** Plain text, which is escaped here. */
  cell: (row: Row) => string;
  number?: boolean;
}

/**
 * A table with a caption. The first column holds the row headers.
 * @returns '' when there are no rows
 */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const kind = ({ number }: Column<Row>) => (number ? ' class="number"' : '');
  const head = columns.map((column) => `<th scope="col"${kind(column)}>${escaped(column.head)}</th>`).join('');
  const line = (row: Row) =>
    columns
      .map((column, at) =>
        at === 0
          ? `<th scope="row">${escaped(column.cell(row))}</th>`
          : `<td data-head="${escaped(column.head)}"${kind(column)}>${escaped(column.cell(row))}</td>`,
      )
      .join('');
  return `<div class="table" tabindex="0" role="region" aria-label="${escaped(caption)}"><table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.map((row) => `<tr>${line(row)}</tr>`).join('')}</tbody></table></div>`;
}

/**
 * A plot in two sizes, for wide and narrow screens, with its content in words for screen readers. The table
 * beside it has the figures.
 */
export function plot(wide: string, narrow: string, alt: string): string {
  const hidden = (svg: string, size: string) =>
    svg.replace('<svg', `<svg class="${size}" aria-hidden="true" focusable="false"`);
  return `<figure><div role="img" aria-label="${escaped(alt)}">${hidden(wide, 'wide')}${hidden(narrow, 'narrow')}</div></figure>`;
}

export const section = (title: string, definition: string, ...parts: readonly string[]): string =>
  `<section><h2>${escaped(title)}</h2><p class="definition">${escaped(definition)}</p>${parts.join('')}</section>`;

export const paragraph = (words: string): string => `<p>${escaped(words)}</p>`;

export const percent = (share: number): string => `${(share * 100).toFixed(1)}\u00a0%`;

/** A share with its interval, such as "66.7 % (58.1 % to 74.3 %)", or that there is not enough data. */
export function shareWords({ value, low, high }: Figure): string {
  if (value === null) return 'not enough data';
  return low === null || high === null
    ? percent(value)
    : `${percent(value)} (${percent(low)}\u00a0to\u00a0${percent(high)})`;
}

export const count = (n: number): string => n.toLocaleString('en-GB');
