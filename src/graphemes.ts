const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A longer grapheme is no letter of any script, but marks that somebody piled up. It may be cut. */
const LONGEST = 64;

/**
 * The largest cut at or before `at` that splits no grapheme, such as an emoji of several parts or a letter
 * with its marks. `at` is an index in UTF-16 units. Only the text near the cut is segmented.
 */
export function graphemeCut(text: string, at: number): number {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  const split = GRAPHEMES.segment(text).containing(at);
  if (split && at - split.index <= LONGEST) return split.index;
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/** The first whole graphemes of a text, at most `max` UTF-16 units. A lone surrogate becomes "�". */
export const beginning = (text: string, max: number): string => text.slice(0, graphemeCut(text, max)).toWellFormed();

/** A line in at most `max` UTF-16 units. If it is longer, it ends with "…" behind a whole grapheme. */
export const shortened = (line: string, max: number): string =>
  line.length > max ? `${beginning(line, max - 1).trimEnd()}…` : line.toWellFormed();

/** The graphemes of a short text. */
export const graphemesOf = (text: string): string[] => Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
