/** What this rule reads of markdownlint's parameters and tokens. */
interface Token {
  type: string;
  startLine: number;
  endLine: number;
  children: readonly Token[];
}
interface Parameters {
  lines: readonly string[];
  parsers: { micromark: { tokens: readonly Token[] } };
}

/** A sentence may begin with code, and what stands in code ends none. */
const CODE = /(`+)[\s\S]+?\1/g;
/** Link targets and comments. */
const NO_PROSE = /(?<=\])\([^)]*\)|<!--.*?-->/g;
/** The mark of an item in a list, and a word in bold at the beginning, which stands there as a heading. */
const LEAD_IN = /^[\s>]*(?:[-*+] |\d+\. )?(?:\*\*[^*]+\*\*)?/;
const ABBREVIATION = /\b(?:e\.g|i\.e|etc|vs|et al|cf|No|St)\.$/;
const SENTENCE_END = /[.!?…]["'”’»)\]*_]* +(?=["'“‘«([*_]*\p{Lu})/gu;

/** @returns where in a line of prose a second sentence begins; null when there is one sentence at most. */
export function secondSentence(line: string): number | null {
  const filled = (letter: string) => (text: string) => letter.repeat(text.length);
  const prose = line.replace(CODE, filled('X')).replace(NO_PROSE, filled('x')).replace(LEAD_IN, filled('x'));
  for (const { index, 0: found } of prose.matchAll(SENTENCE_END))
    if (!ABBREVIATION.test(prose.slice(0, index + 1))) return index + found.length;
  return null;
}

/**
 * A rule for markdownlint: paragraphs and items of lists hold one sentence a line; tables, headings and code
 * are left alone.
 */
export default {
  names: ['one-sentence-a-line'],
  description: 'One sentence a line',
  tags: ['sentences'],
  parser: 'micromark',
  function: ({ lines, parsers }: Parameters, onError: (error: object) => void) => {
    const check = (lineNumber: number): void => {
      const line = lines[lineNumber - 1] ?? '';
      const at = secondSentence(line);
      if (at !== null) onError({ lineNumber, context: line.slice(at, at + 30) });
    };
    const visit = ({ type, startLine, endLine, children }: Token): void => {
      if (type !== 'paragraph') for (const child of children) visit(child);
      else for (let number = startLine; number <= endLine; number++) check(number);
    };
    for (const token of parsers.micromark.tokens) visit(token);
  },
};
