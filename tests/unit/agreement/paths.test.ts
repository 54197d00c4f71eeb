import { describe, expect, it } from 'vitest';
import { streams, watch } from '../../../bench/agreement/paths.ts';

/**
 * A light version of `npm run -s bench -- paths`. With 5 % of misses, more than 20 of 200 streams
 * miss once in a thousand times. The seeds are fixed, so the result is the same on every machine.
 */
describe('an interval that somebody looks at after each question', () => {
  it.each(['one vote, .5', 'one vote, .68', 'one vote, .9', '1 to 9 votes, .68', 'opponents as drawn'])(
    'misses the truth of few streams if it is a confidence sequence: %s',
    (name) => {
      const [sequence] = watch(streams[name]!(), { length: 60, runs: 200, at: [] });
      expect(sequence).toMatchObject({ method: 'sequence' });
      expect(sequence?.missed).toBeLessThan(0.1);
    },
  );

  it('misses the truth of many if it is made for one look', () => {
    const [sequence, fixed] = watch(streams['one vote, .68']!(), { length: 100, runs: 200, at: [100] });
    expect(fixed?.missed).toBeGreaterThan(0.18);
    // The price of looking: less than twice as wide.
    expect(sequence!.widths[100]! / fixed!.widths[100]!).toBeLessThan(2);
  });
});
