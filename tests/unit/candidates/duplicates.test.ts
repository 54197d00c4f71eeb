import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateOf } from '../../../src/candidates/duplicates.ts';

const words = fc.array(fc.stringMatching(/^[a-zé]{1,8}$/), { minLength: 1, maxLength: 80 });
const spaces = fc.constantFrom(' ', '  ', '\n', '\n\n', '\t', '\u00a0', '\r\n', '\u3000');
const long = Array.from({ length: 80 }, (_, i) => `w${String.fromCharCode(97 + (i % 26))}${'x'.repeat(i % 7)}`);

describe('duplicates', () => {
  it('include every text itself', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect(duplicateOf(text, [text])).toBe(0)));
  });

  it('are the same words, whatever white space is between and around them', () => {
    const dressed = fc.tuple(words, fc.array(spaces, { minLength: 81, maxLength: 81 }));
    fc.assert(
      fc.property(dressed, ([plain, between]) => {
        const text = plain.reduce((all, word, i) => `${all}${word}${between[i]}`, between[80] ?? '');
        expect(duplicateOf(text, [plain.join(' ')])).toBe(0);
        expect(duplicateOf(text.normalize('NFD'), ['another', plain.join('\n')])).toBe(1);
      }),
    );
  });

  it('are so whichever came first', () => {
    const unit = fc.constantFrom('a', 'é', 'e\u0301', ' ', '\n', '  ', '`', '-', '\r', '\u0323', '\u00a0');
    const text = fc.string({ unit, maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(duplicateOf(a, [b])).toBe(duplicateOf(b, [a]));
      }),
    );
  });

  it('differ in nothing that can be seen', () => {
    const text = fc.string({ unit: 'grapheme' });
    const seen = (of: string) => of.normalize('NFC').replace(/\s+/g, '');
    fc.assert(
      fc.property(text, text, (a, b) => {
        if (seen(a) !== seen(b)) expect(duplicateOf(a, [b])).toBeNull();
      }),
    );
  });

  it.each([
    ['a word', ['otherwise']],
    ['a "not"', ['not', long[40] ?? '']],
    ['a word less', []],
  ])('do not differ in %s of many', (_what, instead) => {
    const changed = [...long.slice(0, 40), ...instead, ...long.slice(41)];
    expect(duplicateOf(changed.join(' '), ['Something else.', long.join(' ')])).toBeNull();
  });

  it.each([
    ['-x', 'x'],
    ['-5', '5'],
    ['x = −5', 'x = 5'],
    ['a < b', 'a > b'],
    ['a + b', 'a - b'],
    ['a && b', 'a || b'],
    ['!ready', 'ready'],
    ['[1, 2]', '(1, 2)'],
    ['10 / 2', '10 * 2'],
    ['1.5', '15'],
    ['2⁵', '25'],
    ['½', '1⁄2'],
    ['ﬁ', 'fi'],
    ['５', '5'],
    ['./build', '/build'],
    ['SOS is ... --- ...', 'SOS is --- ... ---'],
    ['L R L R L', 'L R L R L R L R'],
    ['👏👏👏👏👏', '👏👏👏'],
    ['👍', '👎'],
    ['👍🏻', '👍🏿'],
    ['⬛⬜⬛', '⬜⬛⬜'],
    ['**5**', '5'],
    ['- 5 apples', '* 5 apples'],
    ['The sky is BLUE', 'The sky is blue'],
    ['It is polish.', 'It is Polish.'],
    ['1939–1945', '1939-1945'],
    ['…', '!'],
    ['Yes.', 'No.'],
    ['Yes.', 'Yes?'],
    ['', 'Yes.'],
    ['therapist', 'the rapist'],
    ['Let’s eat, Grandma', 'Let’s eat Grandma'],
    ['if (i++) f()', 'if (++i) f()'],
    ['`git push`', '`git push `'],
    ['```\na  b\n```', '```\na b\n```'],
    ['for x in y:\n    f(x)\ng()', 'for x in y:\n    f(x)\n    g()'],
    ['for x in y:\n\tf(x)\ng()', 'for x in y:\n\tf(x)\n\tg()'],
    ['~~~\n1\n 2\n~~~', '~~~\n1\n2\n~~~'],
    ['東京は、日本の首都です。', '東京は日本の首都です'],
    ['東京は日本の首都です', '京都は日本の首都でした'],
    ['a\u200bb', 'ab'],
  ])('are not %j and %j', (one, other) => {
    expect(duplicateOf(one, [other])).toBeNull();
    expect(duplicateOf(other, [one])).toBeNull();
  });

  it.each([
    ['The sky is blue.', '  The sky \n is  blue.\n'],
    ['One.\n\nTwo.', 'One.\n   \nTwo.'],
    ['Café', 'Cafe\u0301'],
    ['각', '\u1100\u1161\u11a8'],
    ['```\na b\n```', '\n```\r\na b  \r\n```\n'],
  ])('are %j and %j', (one, other) => {
    expect(duplicateOf(one, [other])).toBe(0);
  });

  it.each([
    ['one sign that is eighteen', '\ufdfa'],
    ['marks in disorder', '\u0301\u0323'],
    ['marks in two heaps', `${'\u0301'.repeat(50_000)}${'\u0323'.repeat(50_000)}`],
    ['letters with thirty marks', `a${'\u0301\u0323'.repeat(15)}`],
    ['letters taken apart', 'e\u0301'],
    ['blanks', ' '],
    ['blanks in code', '` '],
    ['blanks that end no line', `\`${' '.repeat(5000)}x`],
    ['ends of lines', '\r'],
  ])('are found at once among sixteen that are made of %s', (_what, unit) => {
    for (const length of [32_000, 262_144, 1 << 20]) {
      const texts = Array.from({ length: 16 }, (_, i) => {
        const body = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
        return `x${body}${String.fromCharCode(97 + i)}`;
      });
      const before = process.cpuUsage();
      expect(duplicateOf(texts[15] ?? '', texts.slice(0, 15))).toBeNull();
      const { user, system } = process.cpuUsage(before);
      // CPU time in microseconds. A quadratic algorithm takes tens of seconds.
      expect(user + system).toBeLessThan(1_000_000);
    }
  });
});
