import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { excerpt } from '../../../src/discord/excerpt.ts';
import { shownReply } from '../../../src/discord/plain-text.ts';
import { runs } from '../../support/fuzz.ts';

interface Node {
  type: string;
  content?: string | Node[];
}

const parse = SimpleMarkdown.parserFor(rulesExtended);
/** The words of a text as Discord's reader shows them, each with what it stands in. */
function leaves(text: string): { words: string; within: string[] }[] {
  const walk = (nodes: readonly Node[], within: string[]): { words: string; within: string[] }[] =>
    nodes.flatMap(({ type, content }) => {
      if (typeof content === 'string') return [{ words: content, within: [...within, type] }];
      return Array.isArray(content) ? walk(content, [...within, type]) : [];
    });
  return walk(parse(text, { inline: true }) as Node[], []);
}
const plainWords = (text: string) =>
  leaves(text)
    .filter(({ within }) => !within.some((type) => /code/i.test(type)))
    .map(({ words }) => words)
    .join('');

const markdownIt = new MarkdownIt();
/** Whether what follows a text would be part of its last code block, to a reader of CommonMark. */
const swallows = (text: string) =>
  markdownIt
    .parse(`${text}\n\nwhat follows`, {})
    .some(({ type, content }) => type === 'fence' && /what follows/.test(content));

const word = fc.constantFrom('tea', 'Grüße', '猫が好き', '👩‍👩‍👧‍👦', '🇩🇪🇫🇷', 'नमस्ते', 'e\u0301', 'run it.', '3 < 4');
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((all) => all.join(' '));
const wrapped = (mark: string) => (inner: string) => `${mark}${inner}${mark}`;
const secret = fc
  .array(fc.constantFrom('S3cret', 'S3cret 🐟'), { minLength: 1, maxLength: 5 })
  .map((all) => all.join(' '));

const { inline } = fc.letrec<{ inline: string; span: string }>((tie) => ({
  inline: fc.oneof(
    words,
    fc.array(tie('span'), { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')),
    words,
  ),
  span: fc.oneof(
    { depthSize: 'small' },
    words,
    words.map(wrapped('`')),
    words.map((inner) => `\`\` a \` ${inner} \`\``),
    tie('inline').map((inner) => `**${inner.replaceAll('**', '')}**`),
    words.map(wrapped('*')),
    words.map(wrapped('~~')),
    words.map(wrapped('__')),
    secret.map(wrapped('||')),
    secret.map((inner) => `**so ||${inner}||**`),
    secret.map((inner) => `||**${inner}** and \`S3cret\`||`),
    words.map((inner) => `[${inner}](https://example.com/a_b?c=*d*)`),
    fc.constant('https://example.com/some_long_path/with_lines'),
    fc.constant('<:smile:123456789012345678>'),
  ),
}));
/** The first line is not empty: readers differ on a block that holds nothing. */
const code = fc
  .array(fc.constantFrom('let x = 1;', 'const y = a || b;', '', '  return x ** 2;'), { maxLength: 8 })
  .map((all) => ['start();', ...all]);
const lines = (prefix: string, rest: string, all: readonly string[]) =>
  all.map((line, at) => (at === 0 ? prefix : rest) + line);
const block = fc.oneof(
  inline,
  inline.map((text) => `## ${text}`),
  fc.array(inline, { minLength: 1, maxLength: 4 }).map((all) => all.map((text) => `- ${text}`).join('\n')),
  fc.array(inline, { minLength: 1, maxLength: 3 }).map((all) => all.map((text) => `> ${text}`).join('\n')),
  code.map((all) => ['```js', ...all, '```'].join('\n')),
  code.map((all) => lines('- ', '  ', ['```', ...all, '```']).join('\n')),
  code.map((all) => lines('1. ', '   ', ['Do this:', '```sh', ...all, '```']).join('\n')),
  code.map((all) => lines('> ', '> ', ['```ts', ...all, '```']).join('\n')),
  code.map((all) => `Look: \`\`\`${all.filter(Boolean).join(' ')} done\`\`\` and on`),
  secret.map((inner) => `||${inner}\n\nS3cret||`),
  code.map(
    (all) =>
      `||\n\`\`\`\n${['S3cret', ...all.map((line) => `S3cret ${line.replaceAll('||', '&&')}`)].join('\n')}\n\`\`\`\n||`,
  ),
);
const documents = fc.array(block, { minLength: 1, maxLength: 12 }).map((all) => all.join('\n\n'));

describe('a cut', () => {
  it('leaves no mark open, swallows nothing, and keeps every spoiler, wherever it falls', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 20, max: 600 }), (text, max) => {
        const { text: shown, cut } = excerpt(text, max);
        expect(shown.length).toBeLessThanOrEqual(max);
        if (!cut) return;
        expect(swallows(shown), shown).toBe(false);
        expect(plainWords(shown), shown).not.toMatch(/\*|\|\||~~|__|`|\]\(|\ufffd/);
        for (const { words, within } of leaves(shown))
          if (/S3cret/.test(words)) expect(within, shown).toContain('spoiler');
        const [last] = leaves(shown).slice(-1);
        expect(
          last?.within.filter((type) => !/^(text|br|blockQuote)$/.test(type)),
          shown,
        ).toEqual([]);
      }),
      { numRuns: runs(3000) },
    );
  });

  it.each([
    ['a spoiler', `The butler: ||${'he did it '.repeat(9)}||`, '||\n…'],
    ['bold words', `So **${'very bold '.repeat(9)}** now`, '**\n…'],
    ['a code span', `So \`\`${'a ` b '.repeat(19)}\`\` now`, '``\n…'],
    ['a code block in a quote', `> \`\`\`js\n${'> let x = 1;\n'.repeat(9)}> \`\`\``, '\n> ```\n…'],
    ['a code block in a list', `- \`\`\`js\n${'  let x = 1;\n'.repeat(9)}  \`\`\``, '\n  ```\n…'],
    ['a longer fence', `\`\`\`\`md\n${'let x = 1;\n'.repeat(9)}\`\`\`\``, '\n````\n…'],
    ['a code block within a line', `So \`\`\`${'let x = 1; '.repeat(9)}\`\`\` now`, '```\n…'],
  ])('closes %s', (_what, text, end) => {
    for (const max of [40, 50, 60]) expect(excerpt(text, max).text.endsWith(end), excerpt(text, max).text).toBe(true);
  });

  it('leaves a link out whole, and no half of an address or an emoji', () => {
    const before = 'Read about it in this place: ';
    for (const whole of [
      '[the long history of tea](https://example.com/tea)',
      'https://example.com/the/history/of/tea/1',
    ])
      expect(excerpt(`${before}${whole} and then more words`, 60).text).toBe(`${before.trim()}\n…`);
    expect(excerpt(`${'a'.repeat(30)}👩‍👩‍👧‍👦${'b'.repeat(30)}`, 40).text).toBe(`${'a'.repeat(30)}\n…`);
  });

  it('leaves alone what was no mark before', () => {
    expect(excerpt('2 ** 3 is 8, a || b is one of them, and 2 * 3 * 4 is 24, as anybody knows', 45).text).toBe(
      '2 ** 3 is 8, a || b is one of them,\n…',
    );
  });

  it('does not look for the end of a spoiler in the part that is shown alone', () => {
    const reply = `It was ||${'the butler '.repeat(2000)}||`;
    expect(shownReply(reply, 500).text).toMatch(/^It was \|\|[^|]*\|\|\n…$/);
  });

  it('takes no time with marks that never close', () => {
    for (const mark of ['*', '**', '_', '||', '`', '``` ', '[', '](', '<', '~~', '__', '\\', '> ', '* `', '**_', '||`'])
      expect(excerpt(mark.repeat(20_000), 3000).text.length).toBeLessThanOrEqual(3000);
  });
});
