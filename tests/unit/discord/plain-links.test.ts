import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLinks } from '../../../src/discord/plain-links.ts';

describe('a link in a reply', () => {
  it.each([
    ['[google.com](https://evil.example/x)', 'google.com (<https://evil.example/x>)'],
    ['[https://discord.com/login](http://d1scord.example)', 'https://discord.com/login (<http://d1scord.example>)'],
    ['see [paypal.com ](<https://paypal.com.evil.example>)', 'see paypal.com  (<https://paypal.com.evil.example>)'],
    ['[ｇｏｏｇｌｅ.com](https://evil.example)', 'ｇｏｏｇｌｅ.com (<https://evil.example>)'],
  ])('%s is shown with where it leads', (given, shown) => {
    expect(plainLinks(given)).toBe(shown);
  });

  it.each([
    '[the manual](https://nodejs.org/api)',
    '[nodejs.org](https://nodejs.org/api)',
    '[wikipedia.org](https://en.wikipedia.org/wiki/X)',
    '[www.example.org](https://example.org)',
    '`[google.com](https://evil.example)`',
    '```\n[google.com](https://evil.example)\n```',
  ])('%s stays', (link) => {
    expect(plainLinks(link)).toBe(link);
  });

  it('changes nothing where there is none', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('](')),
        (text) => void expect(plainLinks(text)).toBe(text),
      ),
    );
  });
});
