import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rasterise } from '../../../src/charts/rasterise.ts';
import { drawTally } from '../../../src/charts/tally.ts';

const words = fc.string({ maxLength: 60, unit: 'binary' });
const tallies = fc.record({
  pick: words,
  rows: fc.array(fc.record({ label: words, author: fc.option(words), votes: fc.nat(99_999), pick: fc.boolean() }), {
    minLength: 1,
    maxLength: 18,
  }),
});

describe('the picture of a tally', () => {
  it('is drawn whatever the names and numbers are', () => {
    fc.assert(
      fc.property(tallies, (tally) => {
        const svg = drawTally(tally);
        expect(svg).not.toMatch(/NaN|undefined|Infinity|="-/);
        for (const { votes } of tally.rows) expect(svg).toContain(`>${votes} · `);
      }),
    );
  });

  it('becomes a PNG, and keeps its bars within its frame', () => {
    const rows = [
      { label: 'A', author: 'Qwen3-8B', votes: 5, pick: true },
      { label: 'B', author: null, votes: 0, pick: false },
    ];
    const svg = drawTally({ pick: 'the judge’s pick', rows });
    expect([...rasterise(svg).slice(1, 4)]).toEqual([...Buffer.from('PNG')]);
    // A bar for the votes of A, and none where there are no votes.
    expect(svg.match(/<rect/g)).toHaveLength(4);
  });
});
