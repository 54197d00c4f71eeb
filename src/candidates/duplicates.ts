/**
 * Longer texts are the same only as they are: normalising has a price, and a hostile model's server could have us pay it sixteen times at once.
 * What a model writes into 8,192 tokens stays below this.
 */
const READ_UP_TO = 32_768;

/** No writing puts more marks on a letter (Unicode's stream-safe text). To bring 130,000 of them into order takes 20 seconds. */
const MOST_MARKS = 30;

/** In code white space can be all the difference; so it can where lines are indented. */
const LAID_OUT = /`|~~~|^(?:\t|[^\S\n]{2})[^\S\n]*\S/m;

/**
 * The index of the earlier text that is this one, but for white space and for which of two equal Unicode forms its letters are written in; or
 * null. Whatever else differs, be it a sign, a "not", a capital or a count, makes another answer: a pair that is missed costs a comparison,
 * a pair that is none costs an answer.
 */
export function duplicateOf(text: string, earlier: readonly string[]): number | null {
  const own = read(text);
  const index = earlier.findIndex((other) => other === text || read(other) === own);
  return index === -1 ? null : index;
}

/** What two texts that are the same have in common, letter for letter. */
function read(text: string): string {
  if (text.length > READ_UP_TO) return text;
  const lines = text.replace(/\r\n?/g, '\n').trim();
  const spaced = LAID_OUT.test(lines) ? withoutLineEnds(lines) : lines.replace(/\s+/g, ' ');
  const piles = spaced.match(/\p{M}{2,}/gu) ?? [];
  return piles.some((pile) => pile.length > MOST_MARKS) ? spaced : spaced.normalize('NFC');
}

/** Not by a pattern: one that looks for blanks before an end tries each blank of a long row anew. */
const withoutLineEnds = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
