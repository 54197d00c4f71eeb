import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSeldom } from '../../../src/ops/seldom.ts';

describe('what may be said seldom', () => {
  it('is said to each once in the pause, and again after it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(400)), { maxLength: 60 }),
        fc.integer({ min: 1, max: 1000 }),
        (calls, pause) => {
          let now = 0;
          const may = openSeldom(pause, () => now);
          const last = new Map<string, number>();
          for (const [key, later] of calls) {
            now += later;
            const due = now - (last.get(key) ?? -pause) >= pause;
            expect(may(key)).toBe(due);
            if (due) last.set(key, now);
          }
        },
      ),
    );
  });
});
