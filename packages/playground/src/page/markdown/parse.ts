import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';
import { list } from './list-rule.ts';
import { blockQuote } from './quote-rule.ts';

/** A node of the syntax tree. `content` holds child nodes, or text. */
export interface MarkdownNode {
  type: string;
  content?: string | MarkdownNode[];
  [key: string]: unknown;
}

const parser = SimpleMarkdown.parserFor({ ...rulesExtended, blockQuote, list });
const known = new Map<string, MarkdownNode[]>();
const KEPT = 500;

/** Parses Discord's Markdown, with a cache. */
export function parseMarkdown(text: string): MarkdownNode[] {
  let nodes = known.get(text);
  if (!nodes) {
    nodes = tidy(parser(text, { inline: true }) as MarkdownNode[]);
    if (known.size >= KEPT) known.clear();
    known.set(text, nodes);
  }
  return nodes;
}

/** Merges neighbouring text nodes, and drops the line breaks that a block has already made. */
function tidy(nodes: readonly MarkdownNode[]): MarkdownNode[] {
  const out: MarkdownNode[] = [];
  nodes.forEach((node, at) => {
    const last = out.at(-1);
    // Unlike other blocks, a code block does not consume the newline after it.
    if (isNewline(node) && nodes[at - 1]?.type === 'codeBlock') return;
    if (node.type === 'text' && last?.type === 'text') last.content = `${last.content}${node.content}`;
    else if (Array.isArray(node.content)) out.push({ ...node, content: tidy(node.content) });
    else out.push({ ...node });
  });
  while (isNewline(out.at(-1))) out.pop();
  return out;
}

const isNewline = (node: MarkdownNode | undefined) => node?.type === 'br' || node?.type === 'newline';
