import { raw, html as template } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Figure } from '../../agreement/statistic.ts';
import { style } from './style.ts';

/** HTML in which every text is escaped. */
export type Html = HtmlEscapedString;

type Content = Html | string | number | null | readonly Content[];

/**
 * Makes HTML. Every text in the template's holes is escaped, unless it is `Html` already, and null leaves a
 * hole empty. hono's own type allows promises too, and then returns one.
 */
export const html = template as (parts: TemplateStringsArray, ...content: Content[]) => Html;

export interface Column<Row> {
  head: string;
  cell: (row: Row) => string;
  number?: boolean;
}

/**
 * A table with a caption. The first column holds the row headers.
 * @returns null when there are no rows
 */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html | null {
  if (rows.length === 0) return null;
  const kind = ({ number }: Column<Row>) => (number ? html` class="number"` : null);
  const head = columns.map((column) => html`<th scope="col"${kind(column)}>${column.head}</th>`);
  const line = (row: Row) =>
    columns.map((column, at) =>
      at === 0
        ? html`<th scope="row">${column.cell(row)}</th>`
        : html`<td data-head="${column.head}"${kind(column)}>${column.cell(row)}</td>`,
    );
  return html`<div class="table" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows.map((row) => html`<tr>${line(row)}</tr>`)}</tbody></table></div>`;
}

/**
 * A plot in two sizes, for wide and narrow screens, with its content in words for screen readers. The table
 * beside it has the figures. `wide` and `narrow` are SVG, whose texts are escaped where it is drawn.
 */
export function plot(wide: string, narrow: string, alt: string): Html {
  const hidden = (svg: string, size: string) =>
    raw(svg.replace('<svg', `<svg class="${size}" aria-hidden="true" focusable="false"`));
  return html`<figure><div role="img" aria-label="${alt}">${hidden(wide, 'wide')}${hidden(narrow, 'narrow')}</div></figure>`;
}

/**
 * A whole page: no scripts and no requests. `kind` stands in the browser's title, and `css` behind the style.
 */
export const page = (title: string, kind: string, parts: readonly (Html | null)[], css = ''): string =>
  String(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title} · ${kind}</title><style>${raw(style)}${raw(css)}</style></head>
<body><main><h1>${title}</h1>${parts}</main></body></html>
`);

/** A section: its pictures and figures first, and what they mean below them. */
export const section = (title: string, definition: string, ...parts: readonly (Html | null)[]): Html =>
  html`<section><h2>${title}</h2>${parts}<p class="definition">${definition}</p></section>`;

/** What each name means, one below the other. */
export const meanings = (all: readonly { name: string; means: string }[]): Html =>
  html`<dl>${all.map(({ name, means }) => html`<div><dt>${name}</dt><dd>${means}</dd></div>`)}</dl>`;

export const paragraph = (words: string): Html => html`<p>${words}</p>`;

export const percent = (share: number): string => `${(share * 100).toFixed(1)}\u00a0%`;

/** A share with its interval, such as "66.7 % (58.1 % to 74.3 %)", or that there is not enough data. */
export function shareWords({ value, low, high }: Figure): string {
  if (value === null) return 'not enough data';
  return low === null || high === null
    ? percent(value)
    : `${percent(value)} (${percent(low)}\u00a0to\u00a0${percent(high)})`;
}

/** A figure that is no share, such as "0.505 (0.459 to 0.551)". */
export function decimalWords({ value, low, high }: Figure): string {
  if (value === null) return 'not enough data';
  return low === null || high === null
    ? decimal(value)
    : `${decimal(value)} (${decimal(low)}\u00a0to\u00a0${decimal(high)})`;
}

const decimal = (value: number): string => value.toFixed(3).replace('-', '−');

export const count = (n: number): string => n.toLocaleString('en-GB');
