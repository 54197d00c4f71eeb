import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';
import MarkdownIt from 'markdown-it';

/** A link as a reader sees it: its visible text and its target. */
export interface SeenLink {
  shown: string;
  target: string;
}

interface Node {
  type: string;
  content?: string | Node[];
  items?: Node[][];
  target?: string;
}

type Rules = Parameters<typeof SimpleMarkdown.parserFor>[0];

const textOf = ({ content = '', items = [] }: Node): string =>
  (typeof content === 'string' ? content : content.map(textOf).join('')) + items.flat().map(textOf).join('');

const linksIn = (nodes: readonly Node[]): SeenLink[] =>
  nodes.flatMap((node) => [
    ...(node.type === 'link' ? [{ shown: textOf(node), target: node.target ?? '' }] : []),
    ...(Array.isArray(node.content) ? linksIn(node.content) : []),
    ...(node.items ?? []).flatMap(linksIn),
  ]);

const reader = (rules: Rules) => {
  const parse = SimpleMarkdown.parserFor(rules);
  return (text: string): SeenLink[] => linksIn(parse(text, { inline: true }) as Node[]);
};

const { order } = SimpleMarkdown.defaultRules.codeBlock;
const LIST = /^( *)(?:(?:[*-]|\d+\.) +[^\n]+(?:\n [^\n]*)*(?:\n|$))+/;

/** The rules in which Discord's client is known to differ from the package: lists, code blocks, quotes. */
const likeTheClient = {
  ...rulesExtended,
  codeBlock: {
    ...rulesExtended.codeBlock,
    match: SimpleMarkdown.inlineRegex(/^```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][\s\S]*?)\n*```/i),
    parse: (capture: readonly string[]) => ({ content: capture[2] ?? '' }),
  },
  list: {
    order: order - 0.5,
    match: (source: string, state: { prevCapture?: readonly string[] | null }) =>
      /(?:^|\n)$/.test(state.prevCapture?.[0] ?? '') ? LIST.exec(source) : null,
    parse: (capture: readonly string[], parse: (source: string, state: object) => unknown, state: object) => ({
      items: (capture[0] ?? '')
        .split(/\n(?=[*\-\d])/)
        .map((item) => parse(item.replace(/^ *(?:[*-]|\d+\.) +/, ''), state)),
    }),
  },
} as unknown as Rules;

const markdownIt = new MarkdownIt();

function withMarkdownIt(text: string): SeenLink[] {
  const links: SeenLink[] = [];
  const open: SeenLink[] = [];
  for (const token of markdownIt.parse(text, {}).flatMap(({ children }) => children ?? [])) {
    if (token.type === 'link_open' && token.info !== 'auto') {
      const link = { shown: '', target: String(token.attrGet('href')) };
      links.push(link);
      open.push(link);
    } else if (token.type === 'link_close' && token.info !== 'auto') open.pop();
    else if (token.type === 'image') links.push({ shown: token.content, target: String(token.attrGet('src')) });
    else for (const link of open) link.shown += token.content;
  }
  return links;
}

/** The masked links of a text, by each known dialect of Markdown. */
export const readers: Readonly<Record<string, (text: string) => SeenLink[]>> = {
  'the parser': reader(rulesExtended),
  'Discord’s client': reader(likeTheClient),
  'markdown-it': withMarkdownIt,
};

/** Whether a link's visible text names its target's host. */
export function saysWhereItLeads({ shown, target }: SeenLink): boolean {
  const url = URL.parse(target) ?? URL.parse(target.replace(/\\([^0-9A-Za-z\s])/g, '$1'));
  if (!url) return !/^[\\/]{2}/.test(target);
  return shown.toLowerCase().includes(url.host === '' ? target.toLowerCase() : url.host);
}
