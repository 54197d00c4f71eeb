const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Words by which judges announce what settles it, and words that merely compare. */
const SETTLES =
  /\b(?:decisive|deciding|decides|settles|crucial(?:ly)?|key difference|main (?:reason|difference)|ultimately|overall|whereas)\b/i;
const COMPARES =
  /\b(?:because|since|better|stronger|worse|weaker|wrong|incorrect|mistake|error|misses|fails|more (?:accurate|complete|helpful|precise|detailed)|less)\b/i;
const NAMES = /\b(?:Assistant [12]|(?:Chatbot|Assistant|Response|Reply) [AB]|Candidate \d+)\b/g;

/**
 * The sentences of a judge's words that say most about why: they name the candidates, announce a decision or compare, and stand late. At most
 * two, in their order, cut to `max` characters. A rule of thumb to read by, never part of a verdict; '' where there are no words.
 */
export function decisiveSentences(words: string, max: number): string {
  const plain = words
    .replace(/\\boxed\s*\{[^{}]*\}|\[\[[AB]\]\]|<\/?\w+[^<>\n]*>/g, ' ')
    .replace(/^[#>\s*_-]+/gm, '')
    // Long thoughts are settled at their end, and nobody waits for a novel to be taken apart.
    .slice(-12_000);
  const sentences = [...SENTENCES.segment(plain)]
    .map(({ segment }) => segment.replace(/\s+/g, ' ').trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
  const weighed = sentences.map((sentence, at) => ({
    sentence,
    at,
    weight: weightOf(sentence, at / sentences.length),
  }));
  const best = weighed
    .toSorted((x, y) => y.weight - x.weight || y.at - x.at)
    .slice(0, 2)
    .toSorted((x, y) => x.at - y.at)
    .map(({ sentence }) => sentence)
    .join(' ');
  return best.length > max ? `${best.slice(0, max - 1).trimEnd()}…`.toWellFormed() : best;
}

/** `place`: 0 at the beginning, 1 at the end. */
function weightOf(sentence: string, place: number): number {
  const names = new Set(sentence.match(NAMES)).size;
  return (
    Math.min(2, names) +
    (SETTLES.test(sentence) ? 2 : 0) +
    (COMPARES.test(sentence) ? 1 : 0) +
    1.5 * place -
    // "So Assistant 1 is better." says who, not why.
    (sentence.length < 45 ? 1 : 0)
  );
}
