import { SimpleMarkdown } from 'discord-markdown-parser';

const DESTINATION = /\(\s*<?((?:\([^()\s]*\)|\\.|[^\s()\\<>])*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;
/** The most characters of a link, text and destination together. Nobody reads a longer one. */
const LONGEST = 2000;

/**
 * The parser's rule for masked links. Its original is a regular expression that backtracks for seconds on a
 * message full of `](`. This one scans the text once. The link text may hold brackets, in pairs or alone, as
 * in Discord's client.
 */
export const linkRule = {
  ...SimpleMarkdown.defaultRules.link,
  match: (source: string): RegExpExecArray | null => {
    const end = source.startsWith('[') ? endOfWords(source) : -1;
    if (end < 0) return null;
    DESTINATION.lastIndex = end + 1;
    const [rest, destination = ''] = DESTINATION.exec(source.slice(0, LONGEST)) ?? [];
    if (rest === undefined) return null;
    const whole = source.slice(0, end + 1) + rest;
    return Object.assign([whole, source.slice(1, end), destination, undefined], {
      index: 0,
      input: source,
    }) as unknown as RegExpExecArray;
  },
};

/**
 * The index of the bracket that closes the one at the beginning and is followed by a parenthesis.
 * @returns -1 when there is none
 */
function endOfWords(source: string): number {
  let depth = 0;
  for (let at = 1; at < Math.min(source.length, LONGEST); at++) {
    if (source[at] === '[') depth++;
    if (source[at] !== ']') continue;
    if (depth > 0) depth--;
    else if (source[at + 1] === '(') return at;
  }
  return -1;
}
