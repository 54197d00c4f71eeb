import { markersOf, verdictOf } from '../markers.ts';
import { CONDITION, type Transcript } from './transcript.ts';

/** A marker that is none of the five, such as [[A<B]], names nobody: some prompts mean the opposite by it. */
const MARKER = /\[\[\s*([AB]\s*[<>=!]{1,2}\s*[AB]|[ABC]|tie)\s*\]\]/gi;

/** The list of choices in its prompt, and the example behind it: what stands between two of their markers. */
const LISTED =
  /^[\s.,;]*(?:(?:\d[.)]|[-•])\s*(?:Assistant [AB] is (?:significantly|slightly) better|Tie, relatively the same)|Example output: ?My final verdict is tie)\s*:?\s*$|^\s*if [^.\n]{1,80}? (?:better|same)\s*[,;]?\s*(?:or|and)?\s*$/i;

const means: Transcript['means'] = {
  'A>>B': { verdict: 'first', strength: 'strong' },
  'A>B': { verdict: 'first', strength: 'slight' },
  'A=B': { verdict: 'tie' },
  'B>A': { verdict: 'second', strength: 'slight' },
  'B>>A': { verdict: 'second', strength: 'strong' },
};

const sideOf = (named: string) => {
  const plain = named.toUpperCase().replace(/\s/g, '');
  return plain in means ? plain : null;
};

/**
 * Arena-Hard's five markers, strong and slight preferences told apart. Like its own reader, capitals do not
 * matter and the last marker counts.
 * Source: Li et al. 2024, arXiv 2406.11939; github.com/lmarena/arena-hard-auto.
 */
export const arenaHard: Transcript = {
  name: 'arena-hard',
  read: (answer) => verdictOf(answer, markersOf(answer, MARKER, sideOf), { between: LISTED, behind: CONDITION }),
  means,
};
