import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLinks } from '../../../src/discord/plain-links.ts';

describe('a link in a reply', () => {
  it.each([
    ['[google.com](https://evil.example/x)', 'google.com (<https://evil.example/x>)'],
    ['[https://discord.com/login](http://d1scord.example)', 'https://discord.com/login (<http://d1scord.example>)'],
    ['see [paypal.com ](<https://paypal.com.evil.example>)', 'see paypal.com  (<https://paypal.com.evil.example>)'],
    ['[ｇｏｏｇｌｅ.com](https://evil.example)', 'ｇｏｏｇｌｅ.com (<https://evil.example>)'],
    ['![google.com](https://evil.example)', '!google.com (<https://evil.example>)'],
    ['[**google.com**](https://evil.example)', '**google.com** (<https://evil.example>)'],
    ['[google\\.com](HTTPS://evil.example)', 'google\\.com (<HTTPS://evil.example>)'],
    ['[`google.com`](https://evil.example)', '`google.com` (<https://evil.example>)'],
    ['[[google.com]](https://evil.example)', '[google.com] (<https://evil.example>)'],
    ['[goo\u200bgle.com](https://evil.example)', 'goo\u200bgle.com (<https://evil.example>)'],
    ['[\u202egoogle.com](https://evil.example)', '\u202egoogle.com (<https://evil.example>)'],
    ['[g\u0335oogle。com](https://evil.example)', 'g\u0335oogle。com (<https://evil.example>)'],
    ["[google.com](https://evil.example 'title')", 'google.com (<https://evil.example>)'],
    ['[google.com](https://google.com@evil.example)', 'google.com (<https://google.com@evil.example>)'],
  ])('%s is shown with where it leads', (given, shown) => {
    expect(plainLinks(given)).toBe(shown);
  });

  it.each([
    '[the manual](https://nodejs.org/api)',
    '[nodejs.org](https://nodejs.org/api)',
    '[wikipedia.org](https://en.wikipedia.org/wiki/X)',
    '[`nodejs.org`](https://nodejs.org/api)',
    '![a chart](https://example.org/chart.png)',
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
