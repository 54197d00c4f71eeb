import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tallyBar } from '../../../src/discord/view/tally-bar.ts';

describe('the bar of a tally', () => {
  it('stands in columns', () => {
    expect(
      tallyBar([
        { label: 'A', votes: 14 },
        { label: 'B', votes: 4 },
        { label: 'Tie', votes: 2 },
        { label: 'Both bad', votes: 0 },
      ]),
    ).toBe(
      [
        '```',
        'A        ██████████     14  70 %',
        'B        ███             4  20 %',
        'Tie      █               2  10 %',
        'Both bad                 0   0 %',
        '```',
      ].join('\n'),
    );
  });

  it('is nothing where nobody voted', () => {
    expect(tallyBar([{ label: 'A', votes: 0 }])).toBe('');
  });

  it('keeps one block and lines that a phone does not wrap, whatever the labels are', () => {
    const lines = fc.array(
      fc.record({
        label: fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.constant('```\n@everyone')),
        votes: fc.nat(9999),
      }),
      { minLength: 1, maxLength: 18 },
    );
    fc.assert(
      fc.property(lines, (given) => {
        const shown = tallyBar(given);
        expect(shown.match(/```/g)?.length ?? 0).toBe(shown === '' ? 0 : 2);
        for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(35);
      }),
    );
  });
});
