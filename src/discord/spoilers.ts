/** What Discord reads before a spoiler, an escape or code, or else a spoiler itself. */
const SPOILER = /\\[\s\S]|(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)|(\|\|[\s\S]+?\|\|)/g;

/** What stands for a spoiler where its words would be readable. German says so too. */
const NAMED = '(spoiler)';

/**
 * Puts "(spoiler)" in place of every spoiler of a Markdown text, for places that show no Markdown: quotes on
 * one line, menus, code blocks and pictures. Pass the whole text, because a cut one may end within a spoiler.
 */
export const withoutSpoilers = (markdown: string): string =>
  markdown.includes('||')
    ? markdown.replace(SPOILER, (whole, _run, spoiler) => (spoiler === undefined ? whole : NAMED))
    : markdown;

/** Whether a Markdown text hides anything behind a spoiler. */
export const hasSpoiler = (markdown: string): boolean => withoutSpoilers(markdown) !== markdown;

/**
 * Whether a cut at `at` falls into a spoiler, as far as its bars tell, whatever other marks stand around it.
 */
export function isInSpoiler(markdown: string, at: number): boolean {
  if (!markdown.includes('||')) return false;
  for (const { index, 0: whole, 2: spoiler } of markdown.matchAll(SPOILER)) {
    if (index >= at) return false;
    if (spoiler !== undefined && at < index + whole.length) return true;
  }
  return false;
}
