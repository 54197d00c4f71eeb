import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../../src/asks/spending/estimate.ts';
import { dayOf, measures, passed, strictest, unlimited } from '../../../src/limits/limits.ts';
import { knownPrices } from '../../../src/models/prices.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import { askRow } from '../../support/snapshots.ts';

const limit = fc.record({
  asks: fc.option(fc.nat(100)),
  tokens: fc.option(fc.nat(1e9)),
  usd: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
});
const amount = fc.record({ asks: fc.nat(100), tokens: fc.nat(1e9), usd: fc.double({ min: 0, max: 100, noNaN: true }) });

describe('limits', () => {
  it('are as strict together as each alone', () => {
    fc.assert(
      fc.property(limit, limit, amount, amount, amount, (a, b, used, reserved, wanted) => {
        const refuses = (one: typeof a) => passed(one, { used, reserved }, wanted) !== null;
        expect(refuses(strictest(a, b))).toBe(refuses(a) || refuses(b));
        expect(strictest(a, b)).toEqual(strictest(b, a));
      }),
    );
  });

  it('refuse nothing when none is set, and everything at 0', () => {
    fc.assert(
      fc.property(amount, amount, (used, reserved) => {
        const wanted = { asks: 1, tokens: 1, usd: 1 };
        expect(passed(unlimited, { used, reserved }, wanted)).toBeNull();
        for (const measure of measures)
          expect(passed({ ...unlimited, [measure]: 0 }, { used, reserved }, wanted)).toBe(measure);
      }),
    );
  });

  it('count by UTC days', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (now) => {
        const { from, to } = dayOf(now);
        expect(from <= now && now < to).toBe(true);
        expect(from.toISOString()).toMatch(/T00:00:00.000Z$/);
        expect(to.getTime() - from.getTime()).toBe(86_400_000);
      }),
    );
  });
});

describe('the most that an ask may take', () => {
  const settings = (tournament: string, models = ['hf:a']) => ({
    ...askRow().settings,
    tournament,
    candidateModels: models,
  });

  it.each([
    ['knockout', 21],
    ['knockout:both', 42],
    ['knockout:voting:4', 70],
    ['elo', 28],
    ['elo:both', 84],
    ['elo:4', 32],
    ['adaptive', 32],
  ])('is, with %s and 8 replies, %i comparisons', (tournament, most) => {
    expect(openTournament(tournament).mostComparisons(8, 'standard')).toBe(most);
    expect(openTournament(tournament).mostComparisons(1, 'standard')).toBe(0);
  });

  it('grows with every reply and every character, and tells an unknown price from none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 15 }), fc.string(), (n, prompt) => {
        const of = (change = {}) => estimate(askRow({ n, prompt, ...change }), knownPrices);
        expect(of({ n: n + 1 }).tokens).toBeGreaterThan(of().tokens);
        expect(of({ prompt: `${prompt}é` }).tokens).toBeGreaterThan(of().tokens);
        expect(of()).toMatchObject({ asks: 1, usd: 0, unpriced: true });
      }),
    );
    const sonnet = 'anthropic:claude-sonnet-5-5';
    const priced = { ...settings('adaptive', [sonnet]), judgeModel: sonnet };
    expect(estimate(askRow({ settings: priced }), knownPrices)).toMatchObject({ unpriced: false });
    expect(estimate(askRow({ settings: priced }), knownPrices).usd).toBeGreaterThan(0.2);
  });

  it('assumes that a jury’s dearest judge makes every comparison', () => {
    const sonnet = 'anthropic:claude-sonnet-5-5';
    const free = 'hf:m@http://127.0.0.1:8000/v1';
    const of = (judgeModel: string) =>
      estimate(askRow({ settings: { ...settings('adaptive', [sonnet]), judgeModel } }), knownPrices);
    expect(of(`escalate:${free},${sonnet}`).usd).toBe(of(sonnet).usd);
    expect(of(`round-robin:${sonnet},${free}`)).toMatchObject({ usd: of(sonnet).usd, unpriced: true });
  });
});
