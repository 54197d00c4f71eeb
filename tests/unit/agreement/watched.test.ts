import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pickWinRate } from '../../../src/agreement/pick-win-rate.ts';
import { estimate } from '../../../src/agreement/share-estimate.ts';
import { type WatchedQuestion, watched } from '../../../src/research/watched.ts';

const votes = fc.integer({ min: 0, max: 9 });
const question: fc.Arbitrary<WatchedQuestion> = fc.record({
  pick: votes,
  opponent: votes,
  tie: votes,
  bothBad: votes,
  others: fc.integer({ min: 1, max: 7 }),
  probability: fc.constantFrom(1, 0.5, 0.25),
});

it('names the value of the one-look figure, and one inside its own range', () => {
  fc.assert(
    fc.property(fc.array(question, { minLength: 1, maxLength: 60 }), (questions) => {
      const { value, low, high } = watched(questions).pickWins;
      const rows = questions.map((one, i) => ({ ...one, cluster: `${i}` }));
      const once = estimate(pickWinRate, rows, { resamples: 0, seed: '1' }).value;
      if (once === null) return expect(value).toBeNull();
      expect(value).toBeGreaterThanOrEqual(low ?? 0);
      expect(value).toBeLessThanOrEqual(high ?? 1);
      if (once > (low ?? 0) && once < (high ?? 1)) expect(value).toBeCloseTo(once, 12);
    }),
  );
});
