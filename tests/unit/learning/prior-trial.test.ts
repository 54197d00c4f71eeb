import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realistic } from '../../../bench/tournament/scenarios.ts';
import { simulatedAsk } from '../../../bench/tournament/trial-asks.ts';
import { meanFigure } from '../../../src/learning/mean-figure.ts';
import { PRIOR_TRIAL, tryPrior } from '../../../src/learning/prior-trial.ts';
import { replayTwice } from '../../../src/learning/replay-twice.ts';
import { wholeTable } from '../../../src/learning/whole-table.ts';
import { adaptive } from '../../../src/tournament/adaptive.ts';
import { PRIOR, type Prior } from '../../../src/tournament/prior.ts';
import type { Comparison } from '../../../src/tournament/tournament.ts';
import { runs } from '../../support/fuzz.ts';

const judge = (name: string) => realistic.find((one) => one.name === name)!;
const asksOf = (name: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => simulatedAsk(judge(name), 4, from + i, adaptive()));
/** What `fitPrior` finds of the judge that is like RRM-32B. */
const sure: Prior = { strength: 15.7, pairError: 0.3, orderError: 2.8, firstSlot: 2.8, again: 0.5 };

const deviation = fc.double({ min: 0.2, max: 20, noNaN: true });
const priors = fc.record({
  ...{ strength: deviation, pairError: deviation, orderError: deviation, firstSlot: deviation },
  again: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('the whole table of an ask', () => {
  const [ask] = asksOf('rrm-7b', 1);
  const calls = fc.record({
    first: fc.integer({ min: 0, max: 3 }),
    second: fc.integer({ min: 0, max: 3 }),
    tier: fc.constantFrom(0 as const, 1 as const, 2 as const),
    sample: fc.integer({ min: 0, max: 2 }),
  });

  it('answers what was asked as it was recorded, and everything alike when asked again', () => {
    fc.assert(
      fc.property(priors, fc.nat(5), calls, (prior, draw, { sample, ...call }) => {
        fc.pre(call.first !== call.second);
        const said = wholeTable(ask!, prior, 0, draw)(call, sample);
        expect(wholeTable(ask!, prior, 0, draw)(call, sample)).toEqual(said);
        const recorded = ask!.comparisons.filter(
          ({ first, second, tier }) => first === call.first && second === call.second && tier === call.tier,
        );
        expect(said.foretold).toBe(!recorded.some(({ verdict }) => verdict !== 'invalid'));
        if (!said.foretold) expect(recorded.map(({ verdict }) => verdict)).toContain(said.verdict);
      }),
    );
  });

  it('foretells the other order from the one that was asked, where the judge minds the order little', () => {
    const recorded: Comparison[] = [{ id: 1, first: 0, second: 1, tier: 0, verdict: 'first' }];
    const prior: Prior = { strength: 10, pairError: 0.1, orderError: 0.1, firstSlot: 0.1, again: 0.5 };
    const same = Array.from({ length: 200 }, (_, draw) =>
      wholeTable(
        { seed: 's', arrived: [0, 1], comparisons: recorded },
        prior,
        0,
        draw,
      )({ first: 1, second: 0, tier: 0 }, 0),
    ).filter(({ verdict }) => verdict === 'second').length;
    expect(same).toBeGreaterThan(160);
  });

  it('gives no verdict as often as it is told to', () => {
    const empty = { seed: 's', arrived: [0, 1], comparisons: [] };
    const of = (invalid: number) =>
      Array.from({ length: 300 }, (_, draw) =>
        wholeTable(empty, PRIOR, invalid, draw)({ first: 0, second: 1, tier: 0 }, 0),
      ).filter(({ verdict }) => verdict === 'invalid').length;
    expect([of(0), of(1)]).toEqual([0, 300]);
    expect(of(0.2)).toBeGreaterThan(30);
    expect(of(0.2)).toBeLessThan(90);
  });
});

describe('an ask under two priors', () => {
  it('is the same twice where the priors are equal, whatever they are', () => {
    const asks = asksOf('minds the order', 2);
    fc.assert(
      fc.property(priors, (prior) => {
        for (const row of replayTwice(prior, prior, asks).flat()) {
          expect(row.calls.old).toBe(row.calls.new);
          expect([row.differ, row.preferred]).toEqual([0, 0.5]);
        }
      }),
      { numRuns: runs(10) },
    );
  });

  it('asks just what was asked under the prior that it ran under, and never more than the cap', () => {
    const asks = Array.from({ length: 10 }, (_, key) => simulatedAsk(judge('even-handed'), 4, key, adaptive(), 1));
    const rows = replayTwice(sure, PRIOR, asks).flat();
    expect(rows.map(({ foretold }) => foretold)).toEqual(rows.map(() => 0));
    expect(rows.map(({ calls }) => calls.new)).toEqual([...asks, ...asks].map(({ comparisons }) => comparisons.length));
    for (const { calls } of rows) expect(calls.old).toBeLessThanOrEqual(7);
  });
});

describe('the trial of a prior', () => {
  it('takes one that foretells better and asks less, and never with the roles exchanged', () => {
    const asks = asksOf('rrm-32b', 90);
    const trial = tryPrior(PRIOR, sure, asks);
    expect(trial).toMatchObject({ decision: 'take', because: 'pays', asksNeeded: null });
    expect(trial.gain.low).toBeGreaterThan(0);
    expect(trial.replayed?.rise.high).toBeLessThan(0);
    expect(trial.replayed?.picks.low).toBeGreaterThan(PRIOR_TRIAL.leastPreferred);
    expect(tryPrior(sure, PRIOR, asks)).toMatchObject({ decision: 'leave', because: 'no-gain', replayed: null });
  });

  it('leaves one alone that is no other, and replays nothing for it', () => {
    const trial = tryPrior(PRIOR, PRIOR, asksOf('rrm-7b', 30));
    expect(trial).toMatchObject({ decision: 'leave', because: 'no-gain', replayed: null });
    expect(trial.gain).toEqual({ value: 0, low: 0, high: 0, n: 30 });
  });

  it('does not take one that foretells better and asks more for picks that are no better', () => {
    const trial = tryPrior({ ...sure, orderError: 0.1, firstSlot: 0.1 }, PRIOR, asksOf('minds the order', 40));
    expect(trial.gain.low).toBeGreaterThan(0);
    expect(trial.replayed?.rise.low).toBeGreaterThan(0);
    expect(trial.decision).not.toBe('take');
  });

  it('knows nothing of picks that differ where nobody voted, and says the worst', () => {
    const asks = asksOf('rrm-32b', 40).map((ask) => ({ ...ask, duel: null }));
    const { replayed } = tryPrior(PRIOR, sure, asks);
    expect(replayed).toMatchObject({ voted: 0, picks: { value: null } });
    expect(replayed?.picks.low).toBeLessThan(0.5);
    expect(replayed?.picks.low).toBeLessThan(0.5 - replayed!.differ / 2);
    expect(replayed?.picks.high).toBeGreaterThan(0.5);
  });

  it('wants more of a second trial than of the first, so that all together err in 5 % at most', () => {
    const asks = asksOf('even-handed', 40);
    const ends = [1, 2, 3, 4].map((trial) => tryPrior(PRIOR, sure, asks, trial).gain.low ?? 0);
    for (let i = 1; i < ends.length; i++) expect(ends[i]).toBeLessThan(ends[i - 1]!);
    const spent = Array.from({ length: 10_000 }, (_, i) => 0.05 / ((i + 1) * (i + 2)));
    expect(spent.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.05);
  });

  it('says about how many asks would tell, fewer where more is gained', () => {
    const asks = asksOf('rrm-32b', 5);
    const trial = tryPrior(PRIOR, { ...PRIOR, strength: 7 }, asks);
    if (trial.decision === 'not-yet') expect(trial.asksNeeded).toBeGreaterThan(5);
    else expect(trial.asksNeeded).toBeNull();
  });
});

describe('a mean with its interval', () => {
  it('is Student’s', () => {
    // Student's quantile with three degrees of freedom is 3.182446.
    const { value, low, high } = meanFigure([1, 2, 4, 7]);
    expect(value).toBe(3.5);
    expect(low).toBeCloseTo(3.5 - 3.182446 * Math.sqrt(7 / 4), 5);
    expect(high).toBeCloseTo(3.5 + 3.182446 * Math.sqrt(7 / 4), 5);
  });

  it('has no interval of one value, and no value of none', () => {
    expect(meanFigure([2])).toEqual({ value: 2, low: null, high: null, n: 1 });
    expect(meanFigure([])).toEqual({ value: null, low: null, high: null, n: 0 });
  });
});
