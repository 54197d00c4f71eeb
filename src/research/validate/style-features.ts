import { writtenCode } from '../../markdown-code.ts';

/** What is measured of a text, in this order. */
export const styleNames = ['length', 'headings', 'lists', 'bold', 'code'] as const;

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

/** Characters, headings, list items, bold spans and code blocks of a Markdown text. */
function measure(text: string): number[] {
  const code = writtenCode(text);
  let prose = '';
  let done = 0;
  for (const { from, to } of code) {
    prose += text.slice(done, from);
    done = to;
  }
  prose += text.slice(done);
  return [
    [...text].length,
    count(prose, /^ {0,3}#{1,6}[ \t]/gm),
    count(prose, /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/gm),
    count(prose, /\*\*[^*\n]+\*\*|__[^_\n]+__/g),
    code.filter(({ from }) => /^(?:```|~~~)/.test(text.slice(from, from + 3))).length,
  ];
}

/**
 * How the first text differs from the second: (a − b) / (a + b + 1) of each measure, −1 to 1.
 * Source: the style control of Chatbot Arena (Li, Angelopoulos and Chiang 2024), which counts tokens.
 */
export function styleOf(first: string, second: string): number[] {
  const [a, b] = [measure(first), measure(second)];
  return a.map((value, i) => (value - b[i]!) / (value + b[i]! + 1));
}
