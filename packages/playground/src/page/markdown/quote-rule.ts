import { rulesExtended, type SimpleMarkdown } from 'discord-markdown-parser';

type Rule = Parameters<typeof SimpleMarkdown.parserFor>[0][string];

const rule = rulesExtended.blockQuote as Rule;

/**
 * The parser's rule for quotes, with a line feed added to the end of its capture.
 * The rules for headings and subtext look for one there. Without it, they do not apply after a quote.
 */
export const blockQuote: Rule = {
  ...rule,
  match: (source, state, before) => {
    const found = rule.match(source, state, before);
    if (!found?.[0]?.endsWith('\n')) return found;
    return Object.assign([...found, '\n'], { index: found.index ?? 0 });
  },
};
