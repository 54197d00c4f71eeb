import { describe, expect, it } from 'vitest';
import { type ContextPair, contextualPreference } from '../../../src/agreement/contextual.ts';
import { seeded } from '../../../src/seeded.ts';
import golden from '../../statistics/contextual.json' with { type: 'json' };

const rows = golden.rows as unknown as ContextPair[];

/** Pairs of a judge who always takes the longer text. */
const alwaysLonger = (questions: number): ContextPair[] =>
  Array.from({ length: questions }, (_, i) => ({
    cluster: `${i}`,
    features: [i % 2 === 0 ? 1 : -1, 0],
    models: null,
    people: i % 3 === 0 ? 1 : 0,
    judge: i % 2 === 0 ? 1 : 0,
  }));

describe('contextual Bradley–Terry', () => {
  it.each(['statsmodels', 'arena_rank'] as const)('has the coefficients that %s has', (theirs) => {
    const { people, judge } = contextualPreference(rows);
    for (const i of [0, 1]) {
      expect(people[i]?.value).toBeCloseTo(golden[theirs].people[i]!, 5);
      expect(judge[i]?.value).toBeCloseTo(golden[theirs].judge[i]!, 5);
    }
  });

  it('has the judge’s minus the people’s as the difference, whose range knows that they are the same pairs', () => {
    const { people, judge, difference } = contextualPreference(rows);
    const [one, other, apart] = [people[0]!, judge[0]!, difference[0]!];
    expect(apart.value).toBeCloseTo(other.value! - one.value!, 5);
    const width = (of: typeof one) => of.high! - of.low!;
    expect(width(apart)).toBeLessThan(Math.hypot(width(one), width(other)) * 1.1);
    expect(apart.low).toBeGreaterThan(0);
    expect(difference[1]?.low).toBeLessThan(0);
  });

  it('gives no value where one side won everything, and says so', () => {
    const { people, judge, difference } = contextualPreference(alwaysLonger(60));
    expect(people[0]).toMatchObject({ unknown: null });
    expect(judge[0]).toEqual({ value: null, low: null, high: null, n: 60, unknown: 'separated' });
    expect(difference[0]).toMatchObject({ value: null, low: null, unknown: 'separated' });
  });

  it('gives none where only one side has pairs decided the other way, because the sum is then not finite', () => {
    const half = alwaysLonger(60).map((pair, i) => (i === 0 ? { ...pair, judge: 0 } : pair));
    expect(contextualPreference(half).judge[0]).toMatchObject({ value: null, unknown: 'separated' });
  });

  it('gives a value again where pairs of both sides are decided the other way', () => {
    const nearly = alwaysLonger(60).map((pair, i) => (i < 2 ? { ...pair, judge: i } : pair));
    const { judge } = contextualPreference(nearly);
    expect(judge[0]?.unknown).toBeNull();
    expect(judge[0]!.high! - judge[0]!.low!).toBeGreaterThan(1);
  });

  it.each([80, 90, 97])('seldom shows a wrong range for a judge that follows a feature in %i of 100', (share) => {
    const lot = seeded(`${share}`, 'following');
    const truth = Math.log(share / (100 - share));
    let wrong = 0;
    for (let run = 0; run < 100; run++) {
      const pairs = alwaysLonger(60).map((pair) => ({
        ...pair,
        judge: lot.below(100) < share ? pair.judge : 1 - pair.judge,
      }));
      const { low, high } = contextualPreference(pairs).judge[0]!;
      if (low !== null && high !== null && (low > truth || high < truth)) wrong += 1;
    }
    expect(wrong).toBeLessThanOrEqual(9);
  });

  it('leaves out what hardly any question differs in, and all of it below ten questions', () => {
    expect(contextualPreference(alwaysLonger(60)).people[1]).toMatchObject({ value: null, unknown: 'rare' });
    expect(contextualPreference(alwaysLonger(8)).people.map(({ value }) => value)).toEqual([null, null]);
    expect(contextualPreference([])).toEqual({ people: [], judge: [], difference: [], clusters: 0 });
  });
});
