import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/discord/drawn/display-width.ts';
import { drawn } from '../../../src/discord/drawn/drawn.ts';
import { plainMaths } from '../../../src/discord/drawn/plain-maths.ts';
import { shownReply } from '../../../src/discord/plain-text.ts';
import { runs } from '../../support/fuzz.ts';

const letters = fc.stringMatching(/^[A-Za-z0-9äöü猫🐟 .,-]{1,14}$/u).map((text) => `w${text.trim()}`);
const cell = fc.oneof(
  letters,
  letters.map((text) => `**${text}**`),
  letters.map((text) => `\`${text}\``),
  fc.constant(''),
);
const table = fc.integer({ min: 1, max: 6 }).chain((columns) =>
  fc
    .record({
      header: fc.array(letters, { minLength: columns, maxLength: columns }),
      rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 6 }),
      prefix: fc.constantFrom('', '> ', '  '),
      side: fc.constantFrom('---', ':--', '--:', ':-:'),
    })
    .map(({ header, rows, prefix, side }) => ({
      cells: [...header, ...rows.flat()],
      text: [header, header.map(() => side), ...rows].map((row) => `${prefix}| ${row.join(' | ')} |`).join('\n'),
    })),
);
const formula = fc.constantFrom(
  '\\(x^2\\)',
  '\\[\\int_0^1 f(x)\\,dx\\]',
  '$$E = mc^2$$',
  '\\(\\alpha_{ij}\\)',
  '$x^{2k}$',
  '$$\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n$$',
);
const prose = fc.constantFrom(
  'It costs $5 and $10.',
  'So:',
  'From $5–$10 to $$$',
  '- a list',
  '```sh\necho $$ | cat\n| a | b |\n|---|---|\n```',
  'a | b',
  '---',
  '`\\(x\\)` and `$$x=1$$`',
  '# Title',
  'Use \\[brackets\\] and \\(these too\\).',
);
const texts = fc
  .array(
    fc.oneof(
      table.map(({ text }) => text),
      formula,
      prose,
    ),
    { maxLength: 8 },
  )
  .map((all) => all.join('\n\n'));

describe('a table', () => {
  it('stands in columns, also of wide letters', () => {
    expect(drawn('| Name | Age |\n|:--|--:|\n| **Ann** | 7 |\n| 猫猫 | 12 |')).toBe(
      '```\nName  Age\n────  ───\nAnn     7\n猫猫   12\n```',
    );
    expect([displayWidth('猫'), displayWidth('👩‍👩‍👧'), displayWidth('e\u0301'), displayWidth('ab')]).toEqual([
      2, 2, 1, 2,
    ]);
  });

  it('shows no marks of emphasis in its columns, and every star that is none', () => {
    expect(drawn('| a | b |\n|---|---|\n| *it* | _so_ |\n| 2 * 3 * 4 | snake_case_name |')).toBe(
      '```\na          b\n─────────  ───────────────\nit         so\n2 * 3 * 4  snake_case_name\n```',
    );
    expect(drawn('| a | b |\n|---|---|\n| **/*.ts | a*b*c |')).toMatch(/\*\*\/\*\.ts {2}a\*b\*c/);
  });

  it('is a list where it would be too wide', () => {
    const long = 'a long sentence that fills the cell '.repeat(2).trim();
    expect(drawn(`| Tea | Why |\n|---|---|\n| green | ${long} |\n| black | ${long} |`)).toBe(
      `- Tea: green\n  - Why: ${long}\n- Tea: black\n  - Why: ${long}`,
    );
  });

  it('keeps its place in quotes and lists', () => {
    expect(drawn('> | a | b |\n> |---|---|\n> | 1 | 2 |\nafter')).toBe('> ```\n> a  b\n> ─  ─\n> 1  2\n> ```\nafter');
    expect(drawn('1. See\n\n   | a | b |\n   |---|---|\n   | 1 | 2 |')).toBe(
      '1. See\n\n   ```\n   a  b\n   ─  ─\n   1  2\n   ```',
    );
  });

  it('loses no cell', () => {
    fc.assert(
      fc.property(table, ({ text, cells }) => {
        const shown = drawn(text);
        for (const one of cells) expect(shown).toContain(one.replace(/\*\*|`/g, '').trim());
        expect(shown).not.toMatch(/\|[ :]*--/);
      }),
    );
    expect(drawn('| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| only |')).toMatch(/1 +2 \| 3\nonly/);
  });

  it('stays as it is in code, without its line of dashes, and with a spoiler', () => {
    for (const text of [
      '```md\n| a | b |\n|---|---|\n| 1 | 2 |\n```',
      '~~~\n| a | b |\n|---|---|\n~~~',
      '||It was the butler\n\n| a | b || |\n|---|---|---|\n| 1 | 2 | 3 |',
      'a | b\nc | d',
      'a\n---',
      '| a | b |\n|---|---|\n| ||secret|| | 2 |',
      '| a | b |\n|---|\n| 1 | 2 |',
    ])
      expect(drawn(text)).toBe(text);
  });
});

describe('a formula', () => {
  it.each([
    ['\\(x^2 \\leq \\pi\\)', 'x² ≤ π'],
    ['\\(\\frac{a+b}{2}\\)', '(a+b)/2'],
    ['so \\(a_1 * b\\) holds', 'so a₁ \\* b holds'],
    ['$$E = mc^2$$', 'E = mc²'],
    ['\\[\\sqrt{x} \\cdot \\text{cost}\\]', '√x · cost'],
    ['let $x^2$ be', 'let x² be'],
    ['\\(\\binom{n}{k}\\)', '`\\binom{n}{k}`'],
    ['> \\[\n> \\sum_{i=1}^{N} x_i\n> \\]', '> ```latex\n> \\sum_{i=1}^{N} x_i\n> ```'],
    ['\\begin{align}\na &= b\n\\end{align}', '```latex\n\\begin{align}\na &= b\n\\end{align}\n```'],
    [
      'So\n\n> \\begin{equation*}\n> E = mc^2\n> \\end{equation*}\nthen',
      'So\n\n> ```latex\n> \\begin{equation*}\n> E = mc^2\n> \\end{equation*}\n> ```\nthen',
    ],
    ['with \\begin{pmatrix}1 & 2\\end{pmatrix} as A', 'with `\\begin{pmatrix}1 & 2\\end{pmatrix}` as A'],
    ['- \\[\\binom{n}{k}\\]', '- ```latex\n  \\binom{n}{k}\n  ```'],
  ])('is readable: %j', (given, shown) => {
    expect(drawn(given)).toBe(shown);
  });

  it.each([
    'It costs $5 and $10, or $5–$10, or $$ to $$$.',
    'Set $HOME/foo_bar and $PATH, then $a_b.',
    '`\\(x^2\\)` and ```\n$$x=1$$\n``` and \\[not a link\\](https://example.com)',
    'Escaped \\[brackets\\] and \\(round ones\\).',
    'US$5^2$ and \\\\(x=1\\\\)',
    '```\n\\[x = 1\\]',
  ])('is not what stands in %j', (text) => {
    expect(drawn(text)).toBe(text);
  });

  it('is left to code when signs cannot say it', () => {
    expect(plainMaths('\\hat{x}')).toBeNull();
    expect(plainMaths('x^{N}')).toBeNull();
    expect(plainMaths('\\constructor')).toBeNull();
  });
});

describe('what is drawn', () => {
  it('does not change when it is drawn again', () => {
    fc.assert(
      fc.property(texts, (text) => void expect(drawn(drawn(text))).toBe(drawn(text))),
      { numRuns: runs(500) },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab|-\n \\()[]$^_`>1=*~{}'.split('')), maxLength: 60 }),
        (text) => {
          const once = drawn(text);
          expect(drawn(once), JSON.stringify(text)).toBe(once);
        },
      ),
      { numRuns: runs(3000) },
    );
  });

  it('is every byte of a text without tables and formulas', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/\||\$|\\/.test(text));
    fc.assert(fc.property(plain, (text) => void expect(drawn(text)).toBe(text)));
    fc.assert(
      fc.property(
        fc.array(prose).map((all) => all.join('\n\n')),
        (text) => void expect(drawn(text)).toBe(text),
      ),
    );
  });

  it('takes no time with what never closes', () => {
    for (const part of ['\\[', '$$', '$x^', '\\(', '|', '| a |\n', '|-|\n', '> ', '```\n', '` ', '``', ' ', '- '])
      expect(drawn(part.repeat(6000)).length).toBeGreaterThan(0);
  });

  it('is what a reply shows, wherever it is cut', () => {
    const rows = Array.from({ length: 200 }, (_, at) => `| row ${at} | ${' '.repeat(30)} x |`).join('\n');
    const long = shownReply(`| a | b |\n|---|---|\n${rows}`, 400);
    expect(long.text).toMatch(/^```\na +b\n[\s\S]*\n```\n…$/);
    expect(long.text).not.toMatch(/\|/);
    expect(long.cut).toBe(true);

    expect(shownReply('| a | b |\n|---|---|\n| \\(x^2\\) | 2 |', 400).text).toBe('```\na   b\n──  ─\nx²  2\n```');
  });
});
