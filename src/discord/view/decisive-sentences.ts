import { shortened } from '../../graphemes.ts';
import { withoutSpoilers } from '../spoilers.ts';

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Words that announce a decision, and words that compare. */
const SETTLES =
  /\b(?:decisive|deciding|decides|settles|crucial(?:ly)?|key difference|main (?:reason|difference)|ultimately|overall|whereas)\b/i;
const COMPARES =
  /\b(?:because|since|better|stronger|worse|weaker|wrong|incorrect|mistake|error|misses|fails|more (?:accurate|complete|helpful|precise|detailed)|less)\b/i;
const NAMES = /\b(?:Assistant [12]|(?:Chatbot|Assistant|Response|Reply) [AB]|Candidate \d+)\b/g;

const MARKERS = /\\boxed\s*\{[^{}]*\}|\[\[[AB]\]\]/g;
/** Stands for a marker until it is known how many a sentence has. */
const MARKED = '\0';
/** The headings of a format, which a judge may repeat. */
const HEADINGS = /\[The (?:Start|End) of [^[\]\n]{0,60}\]/g;

/**
 * Up to two sentences of a judge's text that say most about its reasons, in their order, at most `max`
 * characters together. A sentence scores if it names the candidates, announces a decision, compares, or
 * stands late. A heuristic for readers, never part of a verdict.
 * @returns '' when there is no text
 */
export function decisiveSentences(words: string, max: number): string {
  const plain = withoutSpoilers(words)
    .replaceAll(MARKED, ' ')
    .replace(MARKERS, MARKED)
    .replace(HEADINGS, ' ')
    .replace(/<\/?\w+[^<>\n]*>/g, ' ')
    .replace(/^[#>\s*_-]+/gm, '')
    // A long chain of thought reaches its decision at the end, and segmenting all of it would be slow.
    .slice(-12_000);
  const told = [...SENTENCES.segment(plain)]
    // Two markers in one sentence are the question that was asked, and no reason.
    .filter(({ segment }) => segment.split(MARKED).length <= 2)
    .map(({ segment }) => segment.replaceAll(MARKED, ' ').replace(/\s+/g, ' ').trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
  // A model that has lost its thread says one thing again and again.
  const sentences = [...new Set(told)];
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
  return shortened(best, max);
}

/** `place` is 0 at the beginning of the text and 1 at its end. */
function weightOf(sentence: string, place: number): number {
  const names = new Set(sentence.match(NAMES)).size;
  return (
    Math.min(2, names) +
    (SETTLES.test(sentence) ? 2 : 0) +
    (COMPARES.test(sentence) ? 1 : 0) +
    1.5 * place -
    // A short sentence such as "So Assistant 1 is better." says who, but not why.
    (sentence.length < 45 ? 1 : 0)
  );
}
