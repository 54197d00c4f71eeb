import { ownFile } from '../../own-file.ts';

/** The page that says what every column means. Each export holds a copy. */
export const codebookFile = ownFile('docs/codebook.md');

/**
 * Reads what each column means from the codebook's tables, without Markdown.
 * @returns the meanings by table and column
 */
export function columnMeanings(codebook: string): Record<string, Record<string, string>> {
  const sections = codebook.split(/^### /m).slice(1);
  return Object.fromEntries(
    sections.map((section) => [
      section.slice(0, section.indexOf('\n')),
      Object.fromEntries(
        [...section.matchAll(/^\| `(\w+)` \| \w+ \| (.+) \|$/gm)].map(([, column = '', meaning = '']) => [
          column,
          meaning.replaceAll('`', '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'),
        ]),
      ),
    ]),
  );
}
