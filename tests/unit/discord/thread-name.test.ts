import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threadName } from '../../../src/discord/view/thread-name.ts';
import { wordsFor } from '../../../src/discord/words/words.ts';

const words = wordsFor('en');
const named = (prompt: string) => threadName(words, prompt);

describe('the name of a thread', () => {
  it.each([
    ['Why is the sky blue?', 'Why is the sky blue?'],
    ['Why\nis\n\nthe sky  blue?', 'Why is the sky blue?'],
    ['Who dies? ||Snape||', 'Who dies? (spoiler)'],
    ['Who dies? |\u200b|Snape|\u200b|', 'Who dies? (spoiler)'],
    ['\u202eWhy?\u200b\u2060', 'Why?'],
    ['Ask @everyone and @here', 'Ask everyone and here'],
    ['Ask @\u200beveryone', 'Ask everyone'],
    ['Does `<@&123456789012345678>` ping <#123456789012345678>?', 'Does `` ping ?'],
    ['<a:party:123456789012345678> or <t:1700000000:R>?', 'or ?'],
    ['', 'A question'],
    ['<@123456789012345678>', 'A question'],
    ['** **', 'A question'],
  ])('of %j is %j', (prompt, name) => {
    expect(named(prompt)).toBe(name);
  });

  it('that is long ends behind a whole grapheme', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(named(family.repeat(30))).toBe(`${family.repeat(9)}…`);
    expect(named('a'.repeat(101))).toBe(`${'a'.repeat(99)}…`);
    expect(named('a'.repeat(100))).toBe('a'.repeat(100));
  });

  it('is one that Discord takes, and mentions nobody, whatever was asked', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('||', '@everyone', '@here', '<@', '<@&1', '>', '\u200b', '\u202e', '\n', '@@everyone', '👨‍👩‍👧'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const name = named(pieces.join(''));
        expect(name.trim()).not.toBe('');
        expect(name.length).toBeLessThanOrEqual(100);
        expect(name.isWellFormed()).toBe(true);
        expect(name).not.toMatch(/@(everyone|here)\b|<@[!&]?\d+>|[\u200b\u202a-\u202e\n]/i);
      }),
    );
  });
});
