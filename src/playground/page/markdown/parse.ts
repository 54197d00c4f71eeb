import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';
import { list } from './list-rule.ts';

/** What Discord's Markdown comes to; `content` holds more nodes, or text. */
export interface MarkdownNode {
  type: string;
  content?: string | MarkdownNode[];
  [key: string]: unknown;
}

const parser = SimpleMarkdown.parserFor({ ...rulesExtended, list });
const known = new Map<string, MarkdownNode[]>();
const KEPT = 500;

/** Blocks make their own lines: a newline right after one is not a line more. */
const blocks = new Set(['heading', 'subtext', 'blockQuote', 'codeBlock', 'list']);

/** Text as Discord reads it; the same text is read once. */
export function parseMarkdown(text: string): MarkdownNode[] {
  let nodes = known.get(text);
  if (!nodes) {
    nodes = tidy(parser(text, { inline: true }) as MarkdownNode[]);
    if (known.size >= KEPT) known.clear();
    known.set(text, nodes);
  }
  return nodes;
}

function tidy(nodes: readonly MarkdownNode[]): MarkdownNode[] {
  const out: MarkdownNode[] = [];
  for (const node of nodes) {
    const before = out.at(-1);
    const newline = isNewline(node);
    if (newline && before?.type === 'codeBlock') continue;
    if (node.type === 'text' && before?.type === 'text') before.content = `${before.content}${node.content}`;
    else if (Array.isArray(node.content)) out.push({ ...node, content: tidy(node.content) });
    else out.push({ ...node });
  }
  // A block closes the line before it by itself.
  const closed = out.filter((node, at) => !(isNewline(node) && blocks.has(out[at + 1]?.type ?? '')));
  while (isNewline(closed.at(-1))) closed.pop();
  return closed;
}

const isNewline = (node: MarkdownNode | undefined) => node?.type === 'br' || node?.type === 'newline';
