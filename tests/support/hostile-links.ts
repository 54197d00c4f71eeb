import fc from 'fast-check';

/** Parts of links, ambiguous Markdown, and whole links that hide their target. */
const pieces = [
  ...[
    '[',
    ']',
    '(',
    ')',
    '](',
    '](',
    ']:',
    '<',
    '>',
    '"',
    "'",
    '|',
    '!',
    '\\',
    ' ',
    '\n',
    '\n\n',
    '\t',
    '\f',
    '\r\n',
    'x',
  ],
  ...['`', '``', '```', '```\n', '\n```\n', '\\`', '`x`', '<https://a`b>', '\n|-|-|\n'],
  ...['**', '*', '_', '__', '||', '~~', '> ', '>>> ', '- ', '\n- ', '1. ', '# ', '-# '],
  ...[
    'discord.com',
    'evil',
    'https://evil.example',
    'HTTPS://EVIL.example',
    'https:\\\\evil.example',
    '//evil.example',
  ],
  ...['https://discord.com@evil.example', 'https://dіscord.com', 'mailto:a@evil.example', 'discord://x', 'foo'],
  ...['\u0001', '\u200b', '\u202e', '\ufe0f', '&#93;', '&#58;', '。', '．'],
  ...['(https://evil.example)', '(<https://evil.example>)', '(https://evil.example "t")', '(foo "', '(foo)'],
  ...['[discord.com](https://evil.example)', '[a](https://evil.example)', '[discord.com]', '[discord.com][1]'],
  ...['[1]: https://evil.example', '`[a](https://evil.example)`', '```\n[a](https://evil.example)\n```'],
  ...['[nodejs.org](https://nodejs.org)', '[the docs (nodejs.org)](https://nodejs.org/)'],
] as const;

export const hostileLinks: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 })
  .map((some) => some.join(''));
