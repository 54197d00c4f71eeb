import type { SimpleMarkdown } from 'discord-markdown-parser';
import type { MarkdownNode } from './parse.ts';

type Rule = Parameters<typeof SimpleMarkdown.parserFor>[0][string];

/** The rule for lists, which discord-markdown-parser lacks. */
const wholeList = /^ *(?:[-*]|\d{1,9}\.) +\S[^\n]*(?:\n *(?:[-*]|\d{1,9}\.) +\S[^\n]*|\n {2,}\S[^\n]*)*(?:\n|$)/;
const item = /^( *)([-*]|\d{1,9}\.) +(.*)$/;

interface Line {
  indent: number;
  marker: string;
  text: string;
}

export const list: Rule = {
  // Runs before headings and all inline rules.
  order: 0.5,
  match: (source, state) => {
    const before: string | null = state.prevCapture === null ? null : state.prevCapture?.[0];
    return before === null || before === undefined || before.endsWith('\n') ? wholeList.exec(source) : null;
  },
  parse: (capture, parse, state) => {
    const lines: Line[] = [];
    for (const line of (capture[0] ?? '').trimEnd().split('\n')) {
      const [, indent, marker, text] = item.exec(line) ?? [];
      const last = lines.at(-1);
      if (marker !== undefined) lines.push({ indent: indent?.length ?? 0, marker, text: text ?? '' });
      else if (last) last.text += `\n${line.trim()}`;
    }
    return nest(lines, (text) => parse(text, { ...state, prevCapture: ['x'] }) as MarkdownNode[]);
  },
};

/**
 * Nests lines by indentation: an indented line belongs to the item above.
 * A new kind of marker starts a list.
 */
function nest(lines: readonly Line[], read: (text: string) => MarkdownNode[]): MarkdownNode[] {
  const level = lines[0]?.indent ?? 0;
  const lists: { type: 'list'; ordered: boolean; start: number; items: { content: MarkdownNode[] }[] }[] = [];
  let inner: Line[] = [];
  const closeInner = () => {
    if (inner.length > 0)
      lists
        .at(-1)
        ?.items.at(-1)
        ?.content.push(...nest(inner, read));
    inner = [];
  };
  for (const line of lines) {
    if (line.indent > level + 1 && lists.length > 0) {
      inner.push(line);
      continue;
    }
    closeInner();
    const start = Number.parseInt(line.marker, 10);
    const ordered = !Number.isNaN(start);
    if (lists.at(-1)?.ordered !== ordered) lists.push({ type: 'list', ordered, start: ordered ? start : 1, items: [] });
    lists.at(-1)?.items.push({ content: read(line.text) });
  }
  closeInner();
  return lists;
}
