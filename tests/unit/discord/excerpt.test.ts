import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt, openFence } from '../../../src/discord/excerpt.ts';
import { shareRoom } from '../../../src/share-room.ts';
import { runs } from '../../support/fuzz.ts';

const markdown = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom('```', '```ts', '~~~', '````', '', '- item', '# Title', 'fish 🐟 and chips'),
    ),
    {
      maxLength: 60,
    },
  )
  .map((lines) => lines.join('\n'));

describe('an excerpt', () => {
  it('fits, begins like the text, says whether it is cut, and leaves no code block open', () => {
    fc.assert(
      fc.property(markdown, fc.integer({ min: 20, max: 400 }), (text, max) => {
        const short = excerpt(text, max);
        expect(short.text.length).toBeLessThanOrEqual(max);
        expect(short.cut).toBe(text.length > max);
        if (short.cut) {
          expect(openFence(short.text)).toBeNull();
          expect(short.text.isWellFormed() || !text.isWellFormed()).toBe(true);
        } else expect(short.text).toBe(text);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('closes a code block that it cuts through', () => {
    const text = `Look:\n\`\`\`js\n${'let x = 1;\n'.repeat(50)}\`\`\`\nDone.`;
    expect(excerpt(text, 120).text).toMatch(/^Look:\n```js\n(let x = 1;\n)+```\n…$/);
  });

  it('cuts between paragraphs where it can', () => {
    expect(excerpt(`${'a '.repeat(40).trim()}\n\n${'b '.repeat(40)}`, 100).text).toBe(`${'a '.repeat(40).trim()}\n…`);
  });
});

describe('room', () => {
  it('is shared so that nobody gets more than they need, nobody starves, and none is wasted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5000), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 100, max: 4000 }),
        (lengths, total) => {
          const shares = shareRoom(lengths, total);
          shares.forEach((share, i) => {
            expect(share).toBeLessThanOrEqual(lengths[i] as number);
            expect(share).toBeGreaterThanOrEqual(Math.min(lengths[i] as number, Math.floor(total / lengths.length)));
          });
          const used = shares.reduce((a, b) => a + b);
          const needed = lengths.reduce((a, b) => a + b);
          expect(used).toBeLessThanOrEqual(total);
          expect(used).toBeGreaterThan(Math.min(needed, total) - lengths.length);
        },
      ),
    );
  });
});
