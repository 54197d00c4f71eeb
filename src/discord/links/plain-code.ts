import type { Tree } from './read-tree.ts';

/** A stretch of a text, from its first place to behind its last. */
export type Stretch = readonly [from: number, to: number];

const OPENING = /^ {0,3}```[\w+#.-]*[ \t]*$/;
const CLOSING = /^ {0,3}```[ \t]*$/;
const LIST = /^\s*(?:[-*+]|\d+\.)\s/;
const ITEM = /^\s*(?:[-*+>]|\d+\.)\s/;

/**
 * Code that is code to every reader of Markdown: blocks between three backticks on lines of their own, and spans that end on their line. Where any
 * backtick can be taken in two ways, all of them can, and nothing is code.
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
        // An empty block: some take the next fence for its end.
        if (!open.filled) return [];
        code.push([open.from, from + line.length]);
        open = null;
      } else if (line.includes('```')) return [];
      else open.filled ||= line.trim() !== '';
    } else if (OPENING.test(line)) {
      // A list may end inside of the block, and the block with it.
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

/** The spans of one line; null where they do not come out even, or a backslash might undo one. */
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

/** Code in which the parse tree agrees to the last backtick, and that is cut by nothing: where they differ anywhere, nothing is code. */
export function agreedCode(text: string, tree: Tree | null): readonly Stretch[] {
  const code = plainCode(text);
  const written = code.map(([from, to]) => text.slice(from, to).trim().replaceAll('\t', '    '));
  const agreed = tree?.code.length === code.length && tree.code.every((one, at) => one.trim() === written[at]);
  return agreed ? code.filter((_, at) => isOneThing(written[at] ?? '')) : [];
}

/** Not cut by the cells of a table, by items or quotes, or by a bracket from outside. */
function isOneThing(code: string): boolean {
  if (code.includes('|') || code.split('\n').some((line) => ITEM.test(line))) return false;
  let depth = 0;
  for (const sign of code) {
    if (sign === '[') depth++;
    if (sign === ']' && --depth < 0) return false;
  }
  return true;
}
