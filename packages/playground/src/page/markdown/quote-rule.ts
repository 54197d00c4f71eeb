import { rulesExtended, type SimpleMarkdown } from 'discord-markdown-parser';

type Rule = Parameters<typeof SimpleMarkdown.parserFor>[0][string];

const rule = rulesExtended.blockQuote as Rule;

/**
 * The package's own rule, with the end of its line told: headings and subtext look for a line feed as the last part of what was captured before them, and
 * behind a quote would be shown with their marks.
 */
export const blockQuote: Rule = {
  ...rule,
  match: (source, state, before) => {
    const found = rule.match(source, state, before);
    if (!found?.[0]?.endsWith('\n')) return found;
    return Object.assign([...found, '\n'], { index: found.index ?? 0 });
  },
};
