import { hasSpoiler } from '../spoilers.ts';
import { displayWidth } from './display-width.ts';
import { linesWithCode } from './lines-with-code.ts';

/** A wider table would wrap on most screens, and becomes a list. */
const MOST_WIDE = 56;

const PREFIX = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t]))*[ \t]*/;
const DELIMITERS = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

interface Line {
  prefix: string;
  words: string;
  code: boolean;
}

/**
 * Draws the tables of a Markdown text, which Discord shows as they are written: as a code block with aligned
 * columns, or as a list where that would be too wide. A table with a spoiler stays as it is, because a code
 * block would show it.
 */
export function withDrawnTables(markdown: string): string {
  if (!markdown.includes('|') || !markdown.includes('-')) return markdown;
  const lines = linesWithCode(markdown).map(({ line, code }): Line => {
    const [prefix = ''] = PREFIX.exec(line) ?? [];
    return { prefix, words: line.slice(prefix.length), code };
  });
  const spoilers = hasSpoiler(markdown);
  const shown: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const rows = tableAt(lines, at);
    const drawn = rows === 0 ? null : drawnTable(lines.slice(at, at + rows), spoilers);
    if (drawn === null) {
      const line = lines[at];
      shown.push(`${line?.prefix}${line?.words}`);
      at++;
    } else {
      shown.push(...drawn);
      at += rows;
    }
  }
  return shown.join('\n');
}

const depth = ({ prefix }: Line) => prefix.split('>').length;

/** The number of lines of the table that begins here. 0 when none does. */
function tableAt(lines: readonly Line[], at: number): number {
  const [header, delimiters] = [lines[at], lines[at + 1]];
  if (!header || !delimiters || header.code || delimiters.code || !header.words.includes('|')) return 0;
  // A line of dashes without bars underlines a heading.
  if (!delimiters.words.includes('|') || !DELIMITERS.test(delimiters.words)) return 0;
  const bare = (line: Line) => line.prefix.replace(/[ \t>]/g, '') === '';
  if (depth(header) !== depth(delimiters) || !bare(delimiters) || !(bare(header) || header.words.startsWith('|')))
    return 0;
  if (cellsOf(header.words).length !== cellsOf(delimiters.words).length) return 0;
  let end = at + 2;
  for (let line = lines[end]; line; line = lines[++end])
    if (line.code || depth(line) !== depth(header) || !bare(line) || !/(?<!\\)\|/.test(line.words)) break;
  return end - at;
}

/** The cells of a row. A bar in code, or behind a backslash, parts nothing. */
function cellsOf(row: string): string[] {
  const inner = row.trim().replace(/^\|/, '');
  const cells: string[] = [];
  let cell = '';
  for (const [part] of inner.matchAll(/\\[\s\S]|(?<!`)(`+)(?!`)[^\n]*?[^`]\1(?!`)|[\s\S]/g)) {
    if (part !== '|') cell += part === '\\|' ? '|' : part;
    else {
      cells.push(cell.trim());
      cell = '';
    }
  }
  return cell.trim() === '' ? cells : [...cells, cell.trim()];
}

/**
 * @param spoilers whether the text has any. Two bars in the table may then begin or end one.
 * @returns null when the table has to stay as it is
 */
function drawnTable(lines: readonly Line[], spoilers: boolean): string[] | null {
  const written = lines.map(({ words }) => words);
  const bars = written.join('\n').split('||').length - 1;
  if (bars > 0 && (spoilers || bars % 2 === 1)) return null;
  const [header = [], delimiters = [], ...body] = written.map(cellsOf);
  const rows = body.map((row) => withinColumns(row, header.length));
  const sides = delimiters.map((one) => (one.endsWith(':') ? (one.startsWith(':') ? 'middle' : 'right') : 'left'));
  const first = lines[0]?.prefix ?? '';
  const rest = first.replace(/[^>\s]/g, ' ');
  return (inBlock(header, rows, sides) ?? inList(header, rows)).map((line, at) => `${at === 0 ? first : rest}${line}`);
}

/** A row with as many cells as there are columns. What is too much stands in the last one. */
const withinColumns = (row: readonly string[], columns: number): string[] => [
  ...Array.from({ length: columns - 1 }, (_, at) => row[at] ?? ''),
  row.slice(columns - 1).join(' | '),
];

/** A cell without the marks that a code block would show as they are. */
const plain = (cell: string): string =>
  cell
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/\[([^[\]]+)\]\(([^()\s]+)\)/g, '$1 ($2)')
    .replace(
      /(?<!`)(`+)(?!`) ?(.*?[^`]) ?\1(?!`)|(\*\*|__|~~)(?=\S)(.*?\S)\3/g,
      (_, _run, code, _mark, words) => code ?? words,
    )
    .replace(/(?<![\w*\\])([*_])(?![\s*_])([^*_]*[^\s*_\\])\1(?![\w*])/g, '$2')
    .replace(/\\([*_~`|<>#[\]])/g, '$1')
    .trim();

/** @returns null when the table is too wide for a code block, or one of its cells would end the block */
function inBlock(header: readonly string[], rows: readonly string[][], sides: readonly string[]): string[] | null {
  const cells = [header, ...rows].map((row) => row.map(plain));
  const widths = header.map((_, column) => Math.max(1, ...cells.map((row) => displayWidth(row[column] ?? ''))));
  const wide = widths.reduce((sum, width) => sum + width + 2, -2);
  if (wide > MOST_WIDE || cells.flat().some((cell) => cell.includes('```'))) return null;
  const padded = (cell: string, column: number) => {
    const room = (widths[column] ?? 0) - displayWidth(cell);
    const before = sides[column] === 'right' ? room : sides[column] === 'middle' ? Math.floor(room / 2) : 0;
    return `${' '.repeat(before)}${cell}${' '.repeat(room - before)}`;
  };
  const [top = '', ...below] = cells.map((row) => row.map(padded).join('  ').trimEnd());
  return ['```', top, widths.map((width) => '─'.repeat(width)).join('  '), ...below, '```'];
}

/** Each row as an item, with one line for each further column. */
function inList(header: readonly string[], rows: readonly string[][]): string[] {
  const said = (name: string, cell: string) => (name === '' ? cell : `${name}: ${cell}`).trim();
  const whole = (cell: string) => cell.replace(/<br\s*\/?>/gi, ' ');
  if (rows.length === 0) return [`- ${header.filter(Boolean).map(whole).join(' · ')}`];
  return rows.flatMap((row) =>
    row.map((cell, column) => `${column === 0 ? '- ' : '  - '}${said(whole(header[column] ?? ''), whole(cell))}`),
  );
}
