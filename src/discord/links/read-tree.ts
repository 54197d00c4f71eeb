import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';
import { linkRule } from './link-rule.ts';

type Rule = Parameters<typeof SimpleMarkdown.parserFor>[0][string];

/** The code and links of a text, from its parse tree. */
export interface Tree {
  /** Every code span and block as it was written, in order. A tab is four spaces. */
  code: readonly string[];
  /**
   * The links as they were written. The key of a link is the number of closing brackets before the one that
   * closes its text.
   */
  links: ReadonlyMap<number, WrittenLink>;
}

/** A masked link, `[words](destination)`. */
export interface WrittenLink {
  whole: string;
  words: string;
  destination: string;
}

/**
 * The most Markdown characters that are parsed. No honest message has more, and the parser would take too
 * long.
 */
const MOST_SIGNS = 800;
const SIGNS = /[[\]()*_~|`<>\\]/g;
/** The longest text that is parsed: twice the length of a message. */
const LONGEST = 8000;

/**
 * Parses a text as Discord does. The tree has no positions. But every closing bracket is in exactly one leaf,
 * in order, so counting the brackets leads back to the text.
 * @returns null when the text is too long or too deeply nested to be parsed
 */
export function readTree(text: string): Tree | null {
  if (text.length > LONGEST || (text.match(SIGNS)?.length ?? 0) > MOST_SIGNS) return null;
  const code: string[] = [];
  const links = new Map<number, WrittenLink>();
  let seen = 0;
  const watched = Object.entries({ ...rulesExtended, link: linkRule }).map(([name, rule]): [string, Rule] => [
    name,
    {
      ...rule,
      parse: (capture, parse, state) => {
        const before = seen;
        // Nested nodes count on from here.
        const node = rule.parse(capture, parse, state);
        seen = before + count(capture[0]);
        if (name === 'codeBlock' || name === 'inlineCode') code.push(capture[0] ?? '');
        if (name === 'link') links.set(before + count(capture[1]), asWritten(capture));
        return node;
      },
    },
  ]);
  try {
    SimpleMarkdown.parserFor(Object.fromEntries(watched))(text, { inline: true });
  } catch {
    // The nesting exceeded the call stack.
    return null;
  }
  return { code, links };
}

const count = (part = '') => part.split(']').length - 1;
const asWritten = ([whole = '', words = '', destination = '']: readonly string[]): WrittenLink => ({
  whole,
  words,
  destination,
});
