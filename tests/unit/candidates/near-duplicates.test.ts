import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateOf } from '../../../src/candidates/near-duplicates.ts';

const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 80 });
const long = Array.from({ length: 80 }, (_, i) => `w${String.fromCharCode(97 + (i % 26))}${'x'.repeat(i % 7)}`);

describe('near-duplicates', () => {
  it('include every text itself', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (text) => void expect(duplicateOf(text, [text])).toBe(0)));
  });

  it('are the same words, whatever their case, punctuation, spacing and Markdown', () => {
    const dressed = fc.constantFrom(
      (word: string) => word.toUpperCase(),
      (word: string) => `**${word}**`,
      (word: string) => `${word},`,
      (word: string) => `\n\n${word}`,
      (word: string) => `\`${word}\``,
    );
    fc.assert(
      fc.property(words, fc.array(dressed, { minLength: 80, maxLength: 80 }), (plain, dresses) => {
        const text = plain.map((word, i) => dresses[i]?.(word)).join(' ');
        expect(duplicateOf(text, [plain.join(' ')])).toBe(0);
      }),
    );
  });

  it('are so whichever came first', () => {
    const text = fc.oneof(
      words.map((all) => all.join(' ')),
      fc.string(),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(duplicateOf(a, [b])).toBe(duplicateOf(b, [a]));
      }),
    );
  });

  it('may differ in one word of many', () => {
    const changed = [...long.slice(0, 40), 'otherwise', ...long.slice(41)];
    expect(duplicateOf(changed.join(' '), ['Something else.', long.join(' ')])).toBe(1);
  });

  it('never differ in a figure', () => {
    const years = ['1887', '1889'].map((year) => [...long.slice(0, 40), year, ...long.slice(40)].join(' '));
    expect(duplicateOf(years[0] ?? '', [years[1] ?? ''])).toBeNull();
  });

  it.each([
    ['-5', '5'],
    ['x = −5', 'x = 5'],
    ['a < b', 'a > b'],
    ['a + b', 'a - b'],
    ['10 / 2', '10 * 2'],
    ['1.5', '15'],
    ['👍', '👎'],
    ['…', '!'],
    ['Yes.', 'No.'],
    ['', 'Yes.'],
    ['The sky is blue because of Rayleigh scattering.', 'The sky is blue because it reflects the sea.'],
    ['東京は日本の首都です', '京都は日本の首都でした'],
  ])('are not %j and %j', (one, other) => {
    expect(duplicateOf(one, [other])).toBeNull();
  });

  it.each([
    ['The sky is BLUE, because of scattering!', 'the sky is blue — because of  scattering'],
    ['- 5 apples', '* 5 apples'],
    ['**5**', '5'],
    ['1939–1945', '1939-1945'],
    ['東京は、日本の首都です。', '東京は日本の首都です'],
  ])('are %j and %j', (one, other) => {
    expect(duplicateOf(one, [other])).toBe(0);
  });
});
