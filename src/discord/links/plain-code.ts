import type { Tree } from './read-tree.ts';

/** A range of a text. `to` is exclusive. */
export type Stretch = readonly [from: number, to: number];

const OPENING = /^ {0,3}```[\w+#.-]*[ \t]*$/;
const CLOSING = /^ {0,3}```[ \t]*$/;
const LIST = /^\s*(?:[-*+]|\d+\.)\s/;
const ITEM = /^\s*(?:[-*+>]|\d+\.)\s/;

/**
 * Finds what every Markdown parser reads as code: blocks between three backticks on lines of their own, and
 * spans that end on their line. If any backtick is ambiguous, all of them are, and nothing counts as code.
 * Other readers may err (`markdown-code.ts`); here, a link that only looks like code would get through.
 */
export function plainCode(text: string): readonly Stretch[] {
  if (!text.includes('`')) return [];
  const code: Stretch[] = [];
  let open: { from: number; filled: boolean } | null = null;
  let inList = false;
  let from = 0;
  for (const line of text.split('\n')) {
    if (open) {
      if (CLOSING.test(line)) {
        // Parsers differ on an empty block: for some, the next fence ends it.
        if (!open.filled) return [];
        code.push([open.from, from + line.length]);
        open = null;
      } else if (line.includes('```')) return [];
      else open.filled ||= line.trim() !== '';
    } else if (OPENING.test(line)) {
      // A list can end inside the block, and takes the block with it.
      if (inList) return [];
      open = { from, filled: false };
    } else {
      const spans = spansOf(line);
      if (!spans) return [];
      code.push(...spans.map(([start, end]): Stretch => [from + start, from + end]));
      inList = line.trim() !== '' && (inList || LIST.test(line));
    }
    from += line.length + 1;
  }
  return open ? [] : code;
}

/**
 * The code spans of one line.
 * @returns null when the backticks do not pair up, or a backslash might escape one
 */
function spansOf(line: string): readonly Stretch[] | null {
  const runs = [...line.matchAll(/`+/g)];
  const spans: Stretch[] = [];
  for (let at = 0; at < runs.length; at++) {
    const opening = runs[at];
    if (!opening || opening[0].length > 2 || line[opening.index - 1] === '\\') return null;
    do at++;
    while (at < runs.length && runs[at]?.[0].length !== opening[0].length);
    const closing = runs[at];
    if (!closing) return null;
    spans.push([opening.index, closing.index + closing[0].length]);
  }
  return spans;
}

/**
 * The code on which the parse tree agrees exactly, without what other Markdown could cut. If the two differ
 * anywhere, nothing counts as code.
 */
export function agreedCode(text: string, tree: Tree | null): readonly Stretch[] {
  const code = plainCode(text);
  const written = code.map(([from, to]) => text.slice(from, to).trim().replaceAll('\t', '    '));
  const agreed = tree?.code.length === code.length && tree.code.every((one, at) => one.trim() === written[at]);
  return agreed ? code.filter((_, at) => isOneThing(written[at] ?? '')) : [];
}

/**
 * Whether nothing can cut this code: no table cells, no list items or quotes, no bracket that was opened
 * outside.
 */
function isOneThing(code: string): boolean {
  if (code.includes('|') || code.split('\n').some((line) => ITEM.test(line))) return false;
  let depth = 0;
  for (const sign of code) {
    if (sign === '[') depth++;
    if (sign === ']' && --depth < 0) return false;
  }
  return true;
}
