/** What the reviver of JSON.parse is told of a number. TypeScript’s library does not declare it yet. */
interface Context {
  source?: string;
}
interface ExactJson {
  parse(text: string, reviver: (key: string, value: unknown, context: Context) => unknown): unknown;
  rawJSON(text: string): object;
}
const json = JSON as unknown as ExactJson;

/** A number that JSON.parse may round: one of 16 digits or more, or one with an exponent. */
const MAY_BE_ROUNDED = /\d\.?(?:\d\.?){15}|\d[eE][+-]?\d/;

/** Two doubles always differ in 17 digits, so a double that somebody wrote has no more. */
const MOST_DIGITS = 17;

/**
 * Parses JSON without rounding what may be an id. A whole number above 2^53 becomes a bigint, because two ids
 * that differ in the last digit would otherwise become one. A number that cannot be told from its neighbours
 * at all becomes NaN: `unnamed` says so where it is to name something.
 * @throws {SyntaxError} when the text is not JSON
 */
export const parseExactly = (text: string): unknown =>
  MAY_BE_ROUNDED.test(text)
    ? json.parse(text, (_, value, { source }) =>
        typeof value === 'number' && source !== undefined ? exactly(value, source) : value,
      )
    : JSON.parse(text);

function exactly(value: number, source: string): number | bigint {
  if (Number.isSafeInteger(value) && /^-?\d+$/.test(source)) return value;
  if (/^-?\d+$/.test(source)) return BigInt(source);
  const digits = source.replace(/[eE].*|[-.]/g, '').replace(/^0+/, '').length;
  return Math.abs(value) > Number.MAX_SAFE_INTEGER || digits > MOST_DIGITS ? Number.NaN : value;
}

/** Writes JSON in which a bigint is the number that `parseExactly` read. */
export const exactJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? json.rawJSON(`${inner}`) : inner));

/** Says why a value names nothing: for an id, a rater, an item or a label. */
export const unnamed = (input: unknown): string =>
  typeof input === 'number' ? ROUNDED : 'a text or a number is needed';

/**
 * Whether a CSV field is a long number that a program has rounded: a spreadsheet makes 1.16189E+18 of an id,
 * and pandas 1.1618880071383122e+18, where other ids become the same.
 */
export const isRounded = (field: string): boolean =>
  /^-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/.test(field) &&
  !/^-?\d+$/.test(field) &&
  Math.abs(Number(field)) > Number.MAX_SAFE_INTEGER;

export const ROUNDED =
  'this number is too long to be kept exactly, or was rounded by the program that wrote it; other ids may have become the same. Write ids as texts, in quotes';
