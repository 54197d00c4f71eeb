import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLinks } from '../../../src/discord/plain-links.ts';
import { runs } from '../../support/fuzz.ts';
import { hostileLinks } from '../../support/hostile-links.ts';
import { readers, saysWhereItLeads } from '../../support/markdown-readers.ts';
import { hasPublicData, readPublicTexts } from '../../support/public-data.ts';

/** Links that hide their target, with the Markdown dialect that sees them. */
const hidden = (text: string) =>
  Object.entries(readers).flatMap(([name, read]) =>
    read(text)
      .filter((link) => !saysWhereItLeads(link))
      .map((link) => ({ name, ...link })),
  );

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
    ['[google.com](https://google.com@evil.example)', 'google.com (<https://evil.example>)'],
    // A browser takes the host after the "@", and treats a backslash as a slash.
    ['[a.b](https://discord.com\\@evil.example)', 'a.b (<https://evil.example>)'],
    ['[203.0.113.7](https://evil.example)', '203.0.113.7 (<https://evil.example>)'],
    ['[a.b](https://2130706433/)', 'a.b (<https://127.0.0.1/>)'],
    ['[dіscord.com](https://dіscord.com)', 'dіscord.com (<https://xn--dscord-pvf.com>)'],
    ['[discord.com]x](https://evil.example)', 'discord.com]x (<https://evil.example>)'],
    ['[\u2063](https://evil.example)', '<https://evil.example>'],
    ['[mail us](mailto:a@evil.example)', 'mail us (<mailto:a@evil.example>)'],
    ['[open](discord://-/settings)', 'open (<discord://-/settings>)'],
    ['[https://a.example](https://a.example)', '<https://a.example>'],
    [`[${'discord '.repeat(60)}](https://evil.example)`, `${'discord '.repeat(60)} (<https://evil.example>)`],
    ['\\` [discord.com](https://evil.example) \\`', '\\` discord.com (<https://evil.example>) \\`'],
    ['``x`` [discord.com](https://evil.example) `y`', '``x`` discord.com (<https://evil.example>) `y`'],
    ['[discord.com](https://evil.example "a\nb")', 'discord.com (<https://evil.example>)'],
  ])('%j is shown with where it leads', (given, shown) => {
    expect(plainLinks(given)).toBe(shown);
  });

  it.each([
    ['[the manual](https://nodejs.org/api)', '[the manual (nodejs.org)](https://nodejs.org/api)'],
    ['![a chart](https://example.org/chart.png)', '![a chart (example.org)](https://example.org/chart.png)'],
    ['[Straße (Berlin)](https://münchen.de/a)', '[Straße (Berlin) (xn--mnchen-3ya.de)](https://xn--mnchen-3ya.de/a)'],
    ['[local](http://127.0.0.1:8080/x)', '[local (127.0.0.1:8080)](http://127.0.0.1:8080/x)'],
    [
      '[Mercury](https://en.wikipedia.org/wiki/Mercury_(planet))',
      '[Mercury (en.wikipedia.org)](https://en.wikipedia.org/wiki/Mercury_%28planet%29)',
    ],
    // A public suffix does not say whose page is below it.
    ['[github.io](https://evil.github.io)', 'github.io (<https://evil.github.io>)'],
  ])('%j stays one, with its host in its words or behind them', (given, shown) => {
    expect(plainLinks(given)).toBe(shown);
  });

  it.each([
    '[nodejs.org](https://nodejs.org/api)',
    '[`nodejs.org`](https://nodejs.org/api)',
    '[www.example.org](https://example.org)',
    '[the manual (nodejs.org)](https://nodejs.org/api)',
    '`[google.com](https://evil.example)`',
    '```\n[google.com](https://evil.example)\n```',
    '```ts\nconst x = `a`;\n```\nand `[google.com](https://evil.example)`',
    'handlers[name](event) and f[0](x, y)',
    '[^1] and [ ] and a[i]: nothing',
    '1. Get it:\n   ```bash\n   git clone https://x-access-token:TOKEN@github.com/a/b\n   ```',
    'dsn: "https://******@sentry.io/12345"',
    'https://nodejs.org/api?a@b and <https://nodejs.org:8080>, „https://nodejs.org“ (https://nodejs.org).',
  ])('%j stays', (link) => {
    expect(plainLinks(link)).toBe(link);
  });

  it.each([
    ['[x](javascript:alert(1))', '[x] (javascript:alert(1))'],
    ['[x](//evil.example)', '[x] (//evil.example)'],
    ['[x](https&#58;//evil.example)', '[x] (https&#58;//evil.example)'],
    ['[discord.com]\u0001(\u0002https://evil.example)', 'discord.com (<https://evil.example>)'],
    ['[discord.com]\f(https://evil.example)', 'discord.com (<https://evil.example>)'],
    ['[1]: https://evil.example\n\n[discord.com][1]', '[1]\\: https://evil.example\n\n[discord.com][1]'],
    ['[a](https://x.example) b](https://evil.example)', '[a (x.example)](https://x.example) b] (https://evil.example)'],
  ])('%j is taken apart where no link is meant, or its bounds are not sure', (given, shown) => {
    expect(plainLinks(given)).toBe(shown);
  });

  it.each([
    ['https://discord.com@evil.example/x', 'https://evil.example/x'],
    ['<https://discord.com:443@evil.example>', '<https://evil.example>'],
    ['https:\\\\evil.example\\@discord.com', 'https://evil.example/@discord.com'],
    ['<https:/evil.example>', '<https://evil.example>'],
    ['see https://dіscord.com.', 'see https://xn--dscord-pvf.com.'],
    ['https://discord。com', 'https://discord.com'],
    ['http://0x7f.1/', 'http://127.0.0.1/'],
    ['https://disc%6frd.com', 'https://discord.com'],
    // Readers also find an address after letters or `_`.
    ['_https://discord.com@evil.example_', '_https://evil.example_'],
    ['xhttps://discord.com@evil.example', 'xhttps://evil.example'],
    ['https://discord:443@evil.example', 'https://evil.example'],
    ['https://x@discord.com@evil.example', 'https://evil.example'],
    ['https://token@dіscord.com', 'https://token@xn--dscord-pvf.com'],
  ])('%j without words of its own names its true host', (given, shown) => {
    expect(plainLinks(given)).toBe(shown);
  });

  it('hides to no reader where it leads, however it is put together', () => {
    fc.assert(
      fc.property(hostileLinks, (text) => {
        const shown = plainLinks(text);
        expect(hidden(shown), shown).toEqual([]);
        expect(plainLinks(shown)).toBe(shown);
      }),
      { numRuns: runs(4000) },
    );
  });

  it('would hide it from each of them if nobody looked', () => {
    const found = fc.sample(hostileLinks, { numRuns: 2000, seed: 5 }).flatMap(hidden);
    for (const name of Object.keys(readers))
      expect(found.filter((link) => link.name === name).length, name).toBeGreaterThan(100);
  });

  it('changes nothing where there is none', () => {
    fc.assert(
      fc.property(
        fc
          .oneof(fc.string(), fc.string({ unit: 'grapheme' }), hostileLinks)
          .filter((text) => !/\][^\w\s]?[(:]|\/\/|\\|\p{C}/u.test(text)),
        (text) => void expect(plainLinks(text)).toBe(text),
      ),
    );
  });

  it('holds nobody up, in however many signs it stands', () => {
    const slow = [
      '[',
      ']',
      '](',
      '[a](',
      '[](',
      '[x]((',
      '*',
      '**_~~||[',
      '`',
      '```\n',
      '[a](b ',
      "[x](a '",
      ']:x: ',
      'https://ü.ü ',
      '[a](https://a.b) ',
    ];
    for (const part of slow)
      for (const before of ['', '[', '`', '[x](']) {
        const begun = performance.now();
        plainLinks(before + part.repeat(4000 / part.length));
        expect(performance.now() - begun, part).toBeLessThan(1000);
      }
  });

  it.skipIf(!hasPublicData)('is all that changes in what people and models wrote in earnest', () => {
    const changed = readPublicTexts().filter((text) => plainLinks(text) !== text);
    expect(changed.filter((text) => !/\]\(|\]: *http/.test(text))).toEqual([]);
  });
});
