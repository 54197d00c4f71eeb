import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTree } from '../../src/discord/links/read-tree.ts';
import { anyCode, type Code, codeAt, discordCode, outside, writtenCode } from '../../src/markdown-code.ts';
import { runs } from '../support/fuzz.ts';

const readers = { writtenCode, discordCode, anyCode };
const pieces = (text: string, code: readonly Code[]) => code.map(({ from, to }) => text.slice(from, to));
const signs = fc.string({
  unit: fc.constantFrom('`', '``', '```', '~~~', 'a', ' ', '\n', '\\', '>', '- '),
  maxLength: 20,
});

describe('code in Markdown', () => {
  it.each(Object.entries(readers))('%s comes in order, inside the text, and no two of it meet', (_, read) => {
    fc.assert(
      fc.property(signs, (text) => {
        const code = read(text);
        let done = 0;
        for (const { from, to, closed } of code) {
          expect(from).toBeGreaterThanOrEqual(done);
          expect(to).toBeGreaterThan(from);
          expect(closed || to === text.length).toBe(true);
          done = to;
        }
        expect(done).toBeLessThanOrEqual(text.length);
        expect(outside(text, code, (part) => part)).toBe(text);
        const at = codeAt(code);
        for (let place = 0; place < text.length; place++)
          expect(at(place)).toBe(code.find(({ from, to }) => from <= place && place < to) ?? null);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('is, for Discord, what its parser finds', () => {
    const text = fc.string({
      unit: fc.constantFrom('`', '``', '```', '````', 'a', ' ', '\n', '\\', 'b c'),
      maxLength: 16,
    });
    fc.assert(
      fc.property(text, (message) => {
        expect(pieces(message, discordCode(message))).toEqual(readTree(message)?.code);
      }),
      { numRuns: runs(5000) },
    );
  });

  it.each([
    ['``a`', ['``a`']],
    ['```a`', ['```a`']],
    ['`a```b```', ['```b```']],
    ['\\`a` b`', ['` b`']],
    ['`two\nlines`', ['`two\nlines`']],
    ['```\nnever closed', []],
  ])('of a message %j is %j', (message, code) => {
    expect(pieces(message, discordCode(message))).toEqual(code);
  });

  it.each([
    ['a ` alone\nand `b`', ['`b`']],
    ['1. So:\n    ```js\n    x\n    ```\nDone', ['    ```js\n    x\n    ```']],
    ['> ```\n> x\n> ```\nafter', ['> ```\n> x\n> ```']],
    ['````\n```\n````\nafter', ['````\n```\n````']],
    ['~~~\n```\n~~~\nafter', ['~~~\n```\n~~~']],
    ['```\nnever closed', ['```\nnever closed']],
  ])('of a reply %j is %j', (reply, code) => {
    expect(pieces(reply, writtenCode(reply))).toEqual(code);
  });

  it('that anybody may see holds what each reader sees', () => {
    fc.assert(
      fc.property(signs, (text) => {
        const at = codeAt(anyCode(text));
        for (const { from, to } of [...writtenCode(text), ...discordCode(text)])
          for (let place = from; place < to; place++) expect(at(place)).not.toBeNull();
      }),
    );
  });

  it('is found in time that grows with the text', () => {
    for (const part of ['`', '``` ', '\n```\n', '`a', '`a``b', '\\`', '> ', '- ', '~~~\n'])
      for (const read of Object.values(readers)) expect(read(part.repeat(30_000)).length).toBeGreaterThanOrEqual(0);
  });
});
