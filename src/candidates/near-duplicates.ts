/** Word triples in common, of all word triples; from here on two replies say the same in the same words. */
const SAME = 0.8;

/** The index of the earlier text that this one nearly repeats, or null. */
export function duplicateOf(text: string, earlier: readonly string[]): number | null {
  const own = shingles(text);
  const index = earlier.findIndex((other) => similarity(own, shingles(other)) >= SAME);
  return index === -1 ? null : index;
}

/** Jaccard similarity of two sets, 0–1; two empty ones are the same. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 1;
  let common = 0;
  for (const shingle of a) if (b.has(shingle)) common++;
  return common / (a.size + b.size - common);
}

/** Runs of three words, without case, punctuation and spacing; short texts are one run. */
function shingles(text: string): Set<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 3) return new Set(words.length === 0 ? [] : [words.join(' ')]);
  return new Set(words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`));
}
