/**
 * Runs of three words in common, of all such runs; from here on two replies say the same in the same words. Strict, because a pair
 * that is missed costs a comparison, and a pair that is none costs an answer: one word changed in fewer than 59 is a difference.
 */
const SAME = 0.9;

/** The index of the earlier text that this one nearly repeats, or null. Texts with different figures are never the same. */
export function duplicateOf(text: string, earlier: readonly string[]): number | null {
  const own = read(text);
  const index = earlier.findIndex((other) => {
    const theirs = read(other);
    return own.figures === theirs.figures && similarity(own.shingles, theirs.shingles) >= SAME;
  });
  return index === -1 ? null : index;
}

/** Jaccard similarity of two sets, 0–1. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const shingle of a) if (b.has(shingle)) common++;
  return common / (a.size + b.size - common);
}

/** Runs of three words, without case, punctuation and spacing; a shorter text is one run. Never empty. */
function read(text: string): { shingles: ReadonlySet<string>; figures: string } {
  const words = wordsOf(text);
  const figures = words.filter((word) => /\p{N}/u.test(word)).join(' ');
  if (words.length < 3) return { figures, shingles: new Set([words.join(' ') || text.trim()]) };
  return { figures, shingles: new Set(words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`)) };
}

/**
 * Signs that carry meaning are words too: −5 is not 5, a < b not a > b, 👍 not 👎; those of Markdown are not. Where a script puts no
 * spaces between words, each character counts as one.
 */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[‐−–]/g, '-');
  return plain.match(WORD) ?? [];
}

const SPACELESS = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const WORD = new RegExp(
  [
    `[[\\p{L}\\p{M}\\p{N}]--[${SPACELESS}]]+`,
    `[${SPACELESS}]`,
    '[\\p{S}--[`~\\|]]',
    '[\\/%]',
    '(?<![\\p{L}\\p{N}])-(?=\\p{N})',
  ].join('|'),
  'gv',
);
