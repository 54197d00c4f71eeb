import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainReply } from '../../../src/discord/plain-text.ts';
import { quoteLine } from '../../../src/discord/view/blocks.ts';

describe('a reply on the screen', () => {
  it('has no heading that passes for another answer’s, and keeps its own', () => {
    expect(plainReply('Yes.\n### B\nNo.\n# A · the judge’s pick\n## Background\n### Bees')).toBe(
      'Yes.\n\\### B\nNo.\n\\# A · the judge’s pick\n## Background\n### Bees',
    );
    const code = '```md\n### B\n```';
    expect(plainReply(code)).toBe(code);
  });

  it.each([
    ['\\```\n### B\nNo.\n\\```', '\\```\n\\### B\nNo.\n\\```'],
    ['**\n```\n**\n### B\n```', '**\n```\n**\n\\### B\n```'],
    ['### **B**', '\\### **B**'],
    ['### \u200bB', '\\### \u200bB'],
    ['# Ｂ', '\\# Ｂ'],
    ['## В', '\\## В'],
    ['> ### A', '> \\### A'],
    ['- # A', '- \\# A'],
    ['### `A`', '\\### `A`'],
  ])('has none in %j either', (given, shown) => {
    expect(plainReply(given)).toBe(shown);
  });

  it('turns no text around, and piles nothing up', () => {
    expect(plainReply('[\u202ebank.com](https://evil.example)')).toBe('bank.com (<https://evil.example>)');
    expect(plainReply(`Z${'\u0335'.repeat(50)}`)).toBe(`Z${'\u0335'.repeat(4)}`);
    expect(plainReply('שלום, نعم, नमस्ते, é, 👩‍👩‍👧')).toBe('שלום, نعم, नमस्ते, é, 👩‍👩‍👧');
    expect(quoteLine('\u202e\u2066evil', 80)).toBe('evil');
  });

  it('is otherwise as it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/\]\(|^#/m.test(text)),
        (text) => void expect(plainReply(text)).toBe(text),
      ),
    );
  });
});
