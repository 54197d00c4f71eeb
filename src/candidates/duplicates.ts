/**
 * Longer texts are compared as they are: normalising costs time, and a hostile model's server could make us
 * pay for it sixteen times at once. What a model writes into 8,192 tokens stays below this.
 */
const READ_UP_TO = 32_768;

/**
 * No script puts more marks on a letter (Unicode's stream-safe text format). Ordering 130,000 of them takes
 * 20 seconds.
 */
const MOST_MARKS = 30;

/** In code, and where lines are indented, white space can be all the difference. */
const LAID_OUT = /`|~~~|^(?:\t|[^\S\n]{2})[^\S\n]*\S/m;

/**
 * Finds an earlier text that is the same but for white space and Unicode normalisation. Any other difference,
 * be it a sign, a "not", a capital or a count, makes another answer: a missed duplicate costs a comparison, a
 * false one costs an answer.
 * @returns its index, or null
 */
export function duplicateOf(text: string, earlier: readonly string[]): number | null {
  const own = read(text);
  const index = earlier.findIndex((other) => other === text || read(other) === own);
  return index === -1 ? null : index;
}

/** The normal form in which two equal texts are the same, character for character. */
function read(text: string): string {
  if (text.length > READ_UP_TO) return text;
  const lines = text.replace(/\r\n?/g, '\n').trim();
  const spaced = LAID_OUT.test(lines) ? withoutLineEnds(lines) : lines.replace(/\s+/g, ' ');
  const piles = spaced.match(/\p{M}{2,}/gu) ?? [];
  return piles.some((pile) => pile.length > MOST_MARKS) ? spaced : spaced.normalize('NFC');
}

/** Not by a regular expression, which would try every blank of a long row anew (quadratic backtracking). */
const withoutLineEnds = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
