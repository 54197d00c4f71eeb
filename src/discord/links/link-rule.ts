import { SimpleMarkdown } from 'discord-markdown-parser';

const DESTINATION = /\(\s*<?((?:\([^()\s]*\)|\\.|[^\s()\\<>])*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;
/** Words and destination together; what is longer is no link that anybody reads. */
const LONGEST = 2000;

/**
 * A masked link. The parser's own rule is a pattern that takes seconds for a message full of `](`; this one goes through the words once. Words may hold
 * brackets, in pairs or alone, as in Discord's client.
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

/** Where the bracket is that closes the one at the beginning and is followed by a parenthesis; -1: nowhere. */
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
