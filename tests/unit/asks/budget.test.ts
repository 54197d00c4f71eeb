import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBudget } from '../../../src/asks/spending/budget.ts';

const tokens = (inputTokens: number, costUsd: number | null = null) => ({ inputTokens, outputTokens: 0, costUsd });
const none = { tokens: 0, usd: 0 };

describe('a budget', () => {
  it('is never passed by what is taken out of it, whatever its calls take of their most', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ tokens: fc.nat(1000), usd: fc.double({ min: 0, max: 1, noNaN: true }) }),
        fc.record({ tokens: fc.nat(300), usd: fc.double({ min: 0, max: 0.3, noNaN: true }) }),
        fc.array(
          fc.record({ most: fc.nat(400), usd: fc.double({ min: 0, max: 0.4, noNaN: true }), share: fc.nat(100) }),
        ),
        async (whole, before, calls) => {
          const budget = openBudget(whole, before);
          let begun = 0;
          const within = () => {
            const taken = budget.taken();
            if (begun === 0) return;
            expect(taken.tokens).toBeLessThanOrEqual(whole.tokens);
            expect(taken.usd).toBeLessThanOrEqual(whole.usd + 1e-6);
          };
          await Promise.all(
            calls.map(async ({ most, usd, share }) => {
              const all = tokens(most, usd);
              if (!(await budget.take(all))) return;
              begun++;
              within();
              await new Promise((resolve) => setImmediate(resolve));
              budget.give(all, tokens(Math.floor((most * share) / 100), (usd * share) / 100));
              within();
            }),
          );
          await budget.idle();
        },
      ),
    );
  });

  it('waits for calls on their way before it refuses: they mostly take less than they might', async () => {
    const budget = openBudget({ tokens: 100, usd: 0 }, none);
    expect(await budget.take(tokens(80))).toBe(true);
    let answer: boolean | null = null;
    const second = budget.take(tokens(60)).then((yes) => {
      answer = yes;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(answer).toBeNull();
    budget.give(tokens(80), tokens(30));
    await second;
    expect(answer).toBe(true);
    budget.give(tokens(60), tokens(60));
    // No call in flight could give anything back.
    expect(await budget.take(tokens(60))).toBe(false);
    expect(await budget.take(tokens(10))).toBe(true);
  });

  it('counts what a server took beyond its most, and dollars beside tokens', async () => {
    const budget = openBudget({ tokens: 1000, usd: 0.1 }, { tokens: 10, usd: 0.05 });
    expect(await budget.take(tokens(10, 0.06))).toBe(false);
    expect(await budget.take(tokens(10, 0.05))).toBe(true);
    budget.give(tokens(10, 0.05), tokens(5000, 0));
    expect(budget.taken().tokens).toBe(5010);
    expect(await budget.take(tokens(1))).toBe(false);
  });
});
