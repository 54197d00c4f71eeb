import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PRIOR_TRIAL } from '../../../src/learning/prior-trial.ts';
import { splitPriorAsks } from '../../../src/learning/split-prior-asks.ts';
import { LEAST_ASKS } from '../../../src/tournament/fit-prior.ts';

const asksAt = (times: readonly number[]) => times.map((time, id) => ({ id, createdAt: new Date(time) }));

it('tries a prior on newer asks than it was fitted to, and on none that an earlier trial has seen', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 200 }), fc.option(fc.nat(400)), (times, used) => {
      const asks = asksAt(times);
      const usedUntil = used === null ? null : new Date(used);
      const { older, newer, missing } = splitPriorAsks(asks, usedUntil);
      expect([...older, ...newer].map(({ id }) => id).sort()).toEqual(asks.map(({ id }) => id).sort());
      const last = Math.max(...older.map(({ createdAt }) => createdAt.getTime()));
      for (const { createdAt } of newer) {
        expect(createdAt.getTime()).toBeGreaterThanOrEqual(last);
        if (used !== null) expect(createdAt.getTime()).toBeGreaterThan(used);
      }
      expect(missing === 0).toBe(newer.length >= PRIOR_TRIAL.leastAsks && older.length >= LEAST_ASKS);
    }),
  );
});

it('says just how many more asks are needed', () => {
  fc.assert(
    fc.property(fc.nat(150), fc.option(fc.nat(150)), (count, used) => {
      const usedUntil = used === null ? null : new Date(used);
      const at = (n: number) => asksAt(Array.from({ length: n }, (_, i) => (i < count ? i : 1000 + i)));
      const { missing } = splitPriorAsks(at(count), usedUntil);
      expect(splitPriorAsks(at(count + missing), usedUntil).missing).toBe(0);
      if (missing > 0) expect(splitPriorAsks(at(count + missing - 1), usedUntil).missing).toBe(1);
    }),
  );
});
