import { CsvError, parse } from 'csv-parse/sync';
import { LineError } from './line-error.ts';

/** A row by the names of its columns. A column that the header lacks is undefined. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** German and French spreadsheets write semicolons, and a copied table has tabs. */
const SEPARATORS = [',', ';', '\t', '|'] as const;

/** Programs that write for Excel name the separator in a line before the header. */
const NAMED = /^"?sep=([,;\t|])"?[ \t]*(?=\r|\n|$)/i;

/**
 * Reads CSV with a header after RFC 4180: quoted fields may hold separators, quotes and line breaks. A byte
 * order mark, empty lines, spaces around fields, a line `sep=;` and columns without a name, such as the index
 * that pandas writes, do no harm.
 * @param needed the columns that must be there
 * @param each is called for every row, with the number of the line on which it ends
 * @throws {LineError} naming the line that is no CSV, or that has more or fewer fields than the header
 */
export function readCsv(csv: string, needed: readonly string[], each: (fields: Fields, line: number) => void): void {
  const marked = csv.replace(/^\ufeff/, '');
  // Its line stays, empty, so that lines are counted right.
  const text = marked.replace(NAMED, '');
  if (/^\s*[[{]/.test(text)) throw new LineError('This looks like JSON; CSV is needed.');
  const separator = NAMED.exec(marked)?.[1] ?? separatorOf(text, needed);
  let header: readonly string[] | null = null;
  const onRecord = (record: string[], { lines }: { lines: number }): null => {
    if (header === null) header = headerOf(record, needed);
    else if (record.length !== header.length)
      throw new LineError(
        `Line ${lines} has ${record.length} fields, and the header names ${header.length} columns. A field that holds a separator must stand in double quotes.`,
      );
    else each(byName(header, record), lines);
    return null;
  };
  try {
    parse(text, {
      delimiter: separator,
      trim: separator !== '\t',
      // Files that were joined may have several.
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      relax_column_count: true,
      on_record: onRecord,
    });
  } catch (error) {
    throw error instanceof CsvError ? new LineError(inWords(error)) : error;
  }
  if (header === null) throw new LineError('The file is empty: it has no header and no rows.');
}

/** The separator under which the first line names the needed columns; a comma when none does. */
const separatorOf = (text: string, needed: readonly string[]): string => {
  const first = /\S[^\r\n]*/.exec(text)?.[0] ?? '';
  const names = (by: string) => first.split(by).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  return SEPARATORS.find((by) => needed.every((name) => names(by).includes(name))) ?? ',';
};

function headerOf(record: readonly string[], needed: readonly string[]): readonly string[] {
  const names = record.map((name) => name.trim());
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new LineError(`The header must name the columns ${inARow(needed)}; ${inARow(missing)} is missing.`);
  }
  const twice = needed.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw new LineError(`The header names the column ${twice} twice.`);
  return names;
}

const inARow = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');

const byName = (header: readonly string[], record: readonly string[]): Fields =>
  Object.fromEntries(header.map((name, i) => [name, record[i]]));

function inWords({ code, lines }: CsvError & { lines?: number }): string {
  const line = lines ?? 1;
  if (code === 'CSV_QUOTE_NOT_CLOSED') return `A field that begins with a quote on line ${line} or before has no end.`;
  return `Line ${line} is not CSV: a quote inside a field must be doubled, and the field quoted.`;
}
