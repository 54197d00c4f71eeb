import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { believe, type Call, expecting, lookAt, outlookOf } from '../../../src/tournament/belief.ts';
import { varianceAlong } from '../../../src/tournament/gaussian.ts';
import { normalBelow } from '../../../src/tournament/normal.ts';
import { agreementOf, PRIOR, type Prior } from '../../../src/tournament/prior.ts';

const call = (first: number, second: number, firstWon: boolean | null, tier: 0 | 1 | 2 = 0): Call => ({
  first,
  second,
  firstWon,
  tier,
});

const M = 4;
const calls = fc
  .array(
    fc.record({
      pair: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2, maxLength: 2 }),
      firstWon: fc.boolean(),
      tier: fc.constantFrom(0 as const, 1 as const),
    }),
    { maxLength: 16 },
  )
  .map((all) => all.map(({ pair, firstWon, tier }) => call(pair[0]!, pair[1]!, firstWon, tier)));

/**
 * Two candidates by a grid over all that their verdicts hang on: the difference of strengths with the pair
 * error, the position bias, and the error of each order.
 */
function byGrid(asked: readonly Call[], { strength, pairError, orderError, firstSlot }: Prior) {
  const grid = Array.from({ length: 25 }, (_, i) => (i - 12) / 2.5);
  let [chance, total, apart] = [0, 0, 0];
  for (const z of grid) {
    for (const e of grid) {
      for (const y of grid) {
        // Given the rest, the two orders are independent: each error is integrated by itself.
        const there = z * Math.SQRT2 * strength + e * pairError;
        const weight = Math.exp(-0.5 * (z * z + e * e + y * y));
        let likelihood = 1;
        for (const first of [0, 1]) {
          const of = asked.filter((one) => one.first === first);
          if (of.length === 0) continue;
          let [sum, mass] = [0, 0];
          for (const o of grid) {
            const at = (first === 0 ? there : -there) + y * firstSlot + o * orderError;
            const bell = Math.exp(-0.5 * o * o);
            let all = 1;
            for (const { firstWon } of of) all *= normalBelow(firstWon ? at : -at);
            sum += bell * all;
            mass += bell;
          }
          likelihood *= sum / mass;
        }
        chance += weight * likelihood;
        apart += weight * likelihood * z * Math.SQRT2 * strength;
        total += weight;
      }
    }
  }
  return { evidence: Math.log(chance / total), apart: apart / chance };
}

describe('what is believed after some verdicts', () => {
  const mild: Prior = { strength: 1.2, pairError: 0.6, orderError: 0.8, firstSlot: 0.9, again: 0.5 };
  it.each([
    [[call(0, 1, true)], mild],
    [[call(0, 1, true), call(1, 0, false)], mild],
    [[call(0, 1, true), call(1, 0, true)], mild],
    [[call(0, 1, true), call(0, 1, false), call(1, 0, false)], mild],
    [[call(0, 1, true), call(0, 1, true), call(1, 0, true), call(1, 0, true)], mild],
    [[call(0, 1, true), call(1, 0, false)], { ...mild, strength: 3, orderError: 2.5 }],
  ])(
    'is the integral over all that is not known: %#',
    (asked, prior) => {
      const belief = believe(asked, 2, prior);
      const exact = byGrid(asked, prior);
      expect(Math.abs(belief.evidence() - exact.evidence)).toBeLessThan(0.03);
      expect(Math.abs(belief.mean[0]! - belief.mean[1]! - exact.apart)).toBeLessThan(0.04);
    },
    60_000,
  );

  it('does not hang on the order in which calls came in', () => {
    fc.assert(
      fc.property(calls, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (asked, keys) => {
        const shuffled = asked.map((one) => ({ one, key: keys.next().value as number }));
        shuffled.sort((a, b) => a.key - b.key);
        const other = believe(
          shuffled.map(({ one }) => one),
          M,
          PRIOR,
        );
        expect([...other.mean]).toEqual([...believe(asked, M, PRIOR).mean]);
      }),
    );
  });

  it('takes back the signs when every verdict is turned round', () => {
    fc.assert(
      fc.property(calls, (asked) => {
        const turned = asked.map((one) => ({ ...one, firstWon: !one.firstWon }));
        const other = believe(turned, M, PRIOR).mean;
        believe(asked, M, PRIOR)
          .mean.slice(0, M)
          .forEach((value, i) => {
            expect(other[i]).toBeCloseTo(-value, 3);
          });
      }),
    );
  });

  it('is surer by each verdict, and stays a proper Gaussian', () => {
    fc.assert(
      fc.property(calls, (asked) => {
        const { covariance, mean } = believe(asked, M, PRIOR);
        for (let i = 0; i < mean.length; i++) {
          expect(Number.isFinite(mean[i])).toBe(true);
          expect(covariance[i * mean.length + i]).toBeGreaterThan(0);
        }
        for (let i = 0; i < M; i++)
          expect(covariance[i * mean.length + i]).toBeLessThanOrEqual(PRIOR.strength ** 2 * (1 + 1e-9));
      }),
    );
  });

  it('is shrunk, not moved, by what is in flight', () => {
    const before = believe([call(0, 1, true), call(2, 3, null)], M, PRIOR);
    const after = expecting(before, { first: 2, second: 3, tier: 0 });
    expect([...after.mean]).toEqual([...before.mean]);
    const variance = (of: typeof before) => of.covariance[2 * of.mean.length + 2]!;
    expect(variance(after)).toBeLessThan(variance(before) - 0.1);
  });

  it('finds the position bias of a judge that always takes the first, and no strength in it', () => {
    const places = [0, 1, 2, 3];
    const asked = places.flatMap((a) => places.filter((b) => b !== a).map((b) => call(a, b, true)));
    const { mean } = believe(asked, M, PRIOR);
    expect(mean[M]).toBeGreaterThan(5);
    for (const place of places) expect(mean[place]).toBeCloseTo(0, 6);
  });
});

describe('asking the same again', () => {
  const again = { first: 0, second: 1, tier: 0 } as const;
  const seen = believe([call(0, 1, true)], 2, PRIOR);

  it('is foretold to say the same, far more often than another order or another thought', () => {
    const p = (showing: { first: number; second: number; tier: 0 | 1 }) => {
      const outlook = outlookOf(seen, showing);
      return lookAt(seen, outlook, varianceAlong(seen, outlook.row).variance).p;
    };
    expect(p(again)).toBeGreaterThan(0.9);
    expect(p({ ...again, tier: 1 })).toBeLessThan(p(again));
    expect(1 - p({ first: 1, second: 0, tier: 0 })).toBeLessThan(p({ ...again, tier: 1 }));
  });

  it('agrees as often as the prior says', () => {
    expect(agreementOf(PRIOR)).toBeGreaterThan(0.92);
    expect(agreementOf(PRIOR)).toBeLessThan(0.98);
    expect(agreementOf({ strength: 0.05, pairError: 0.05, orderError: 0.05, firstSlot: 0.05, again: 0 })).toBeLessThan(
      0.51,
    );
  });
});
