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

/** Code, link targets and comments: what stands in them is no prose. */
const NO_PROSE = /(`+)[\s\S]+?\1|(?<=\])\([^)]*\)|<!--.*?-->/g;
/** A word in bold at the beginning stands there as a heading. */
const LEAD_IN = /^[\s>]*(?:[-*+] |\d+\. )?\*\*[^*]+\*\*/;
const ABBREVIATION = /\b(?:e\.g|i\.e|etc|vs|et al|cf|No|St)\.$/;
const SENTENCE_END = /[.!?…]["'”’»)\]*_]* +(?=["'“‘«([*_]*\p{Lu})/gu;

/** @returns where in a line of prose a second sentence begins; null when there is one sentence at most. */
export function secondSentence(line: string): number | null {
  const blank = (text: string) => ' '.repeat(text.length - 1).concat('x');
  const prose = line.replace(NO_PROSE, blank).replace(LEAD_IN, blank);
  for (const { index, 0: found } of prose.matchAll(SENTENCE_END))
    if (!ABBREVIATION.test(prose.slice(0, index + 1))) return index + found.length;
  return null;
}

/** A rule for markdownlint: paragraphs and items of lists hold one sentence a line; tables, headings and code are left alone. */
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
