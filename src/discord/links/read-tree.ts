import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';
import { linkRule } from './link-rule.ts';

type Rule = Parameters<typeof SimpleMarkdown.parserFor>[0][string];

/** What the parse tree says of a text. */
export interface Tree {
  /** Every span and block of code as it was written, in order; a tab is four spaces. */
  code: readonly string[];
  /** Links as they were written, each by how many closing brackets stand before the one that ends its words. */
  links: ReadonlyMap<number, WrittenLink>;
}

export interface WrittenLink {
  whole: string;
  words: string;
  destination: string;
}

/** So many signs of Markdown are in no honest text of a message's length, and take the parser too long. */
const MOST_SIGNS = 800;
const SIGNS = /[[\]()*_~|`<>\\]/g;
/** Twice what a message holds. */
const LONGEST = 8000;

/**
 * Reads a text as Discord does. The tree has no places in it; but every closing bracket is in exactly one leaf, in order, so counting them leads back
 * to the text. null: too long or too knotted to be read.
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
        // What is nested in it counts on from here.
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
    // Nested deeper than the stack is high.
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
