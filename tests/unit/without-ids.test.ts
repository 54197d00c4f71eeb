import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutIds } from '../../src/asks/without-ids.ts';

describe('a text that mentions people', () => {
  it('names them by numbers, the same one always for the same person', () => {
    const text = 'Who is right, <@1234567890123456789> or <@!2234567890123456789>? I say <@!1234567890123456789>.';
    expect(withoutIds(text)).toBe('Who is right, @member-1 or @member-2? I say @member-1.');
  });

  it('keeps no id, and is otherwise as it was', () => {
    const id = fc.bigInt(10n ** 16n, 10n ** 19n).map(String);
    const words = fc.string().map((text) => text.replaceAll(/\d/g, ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(words, id)), (parts) => {
        const shown = withoutIds(parts.map(([text, person]) => `${text}<@${person}>`).join(''));
        for (const [, person] of parts) expect(shown).not.toContain(person);
        expect(shown.replaceAll(/@member-\d+/g, '')).toBe(parts.map(([text]) => text).join(''));
      }),
    );
    for (const text of ['<#1234567890123456789>', '<@&1234567890123456789>', 'mail@example.org <3'])
      expect(withoutIds(text)).toBe(text);
  });
});
