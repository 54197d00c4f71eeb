import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MarkdownNode, parseMarkdown } from '../src/page/markdown/parse.ts';

/** The tree of nodes as text: `list(item(x))`. */
function outline(nodes: MarkdownNode['content']): string {
  if (typeof nodes === 'string') return nodes;
  return (nodes ?? [])
    .map((node) => {
      if (node.type === 'text') return String(node.content);
      if (node.type !== 'list') return `${node.type}(${outline(node.content)})`;
      const items = node.items as { content: MarkdownNode[] }[];
      return `${node.ordered ? `from ${node.start}` : 'list'}(${items.map(({ content }) => `[${outline(content)}]`).join('')})`;
    })
    .join('');
}
const read = (text: string) => outline(parseMarkdown(text));

describe('Markdown as Discord reads it', () => {
  it.each([
    ['- a\n- b **c**\n  - d\n- e', 'list([a][b strong(c)list([d])][e])'],
    ['3. a\n4. b\n- c', 'from 3([a][b])list([c])'],
    ['text\n- a\n\nmore', 'textbr()list([a])br()more'],
    ['text\n\n- a\n\n### B', 'textbr()br()list([a])br()heading(B)'],
    ['- a\n  goes on', 'list([abr()goes on])'],
    ['### A\nx\n-# small *y*', 'heading(A)xbr()subtext(small em(y))'],
    ['> q\n> - a\nafter', 'blockQuote(qbr()list([a]))after'],
    ['> q\n-# small\n> r\n### A', 'blockQuote(q)subtext(small)blockQuote(r)heading(A)'],
    ['a - b\n-5 degrees\n1.5 x', 'a - bbr()-5 degreesbr()1.5 x'],
    ['x\n```js\n- no list\n```\ny', 'xbr()codeBlock(- no list)y'],
    ['```\nx\n```\n\ny', 'codeBlock(x)br()y'],
    ['<t:1700000000:R>', 'timestamp()'],
    ['\\*not\\* \\> this', '*not* > this'],
  ])('%j', (text, expected) => expect(read(text)).toBe(expected));

  it('keeps every word of a text that holds no marks', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }), (lines) => {
        const text = lines.map((line) => line.join(' ')).join('\n');
        expect(read(text)).toBe(text.replaceAll('\n', 'br()'));
      }),
    );
  });

  it('reads anything without failing, in a moment', () => {
    const marks = fc.string({
      unit: fc.constantFrom('*', '_', '`', '~', '|', '>', '#', '-', ' ', '\n', '1.', 'a', '[', '](', ')', '<', '@'),
      maxLength: 300,
    });
    fc.assert(fc.property(marks, (text) => Array.isArray(parseMarkdown(text))));
  });
});
