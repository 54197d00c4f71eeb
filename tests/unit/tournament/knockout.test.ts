import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../src/seeded.ts';
import type { Verdict } from '../../../src/terms.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import type { NextComparison, TournamentState } from '../../../src/tournament/tournament.ts';
import { drive } from './drive.ts';

const always =
  (strength: readonly number[]) =>
  ({ first, second }: NextComparison): Verdict =>
    (strength[first] ?? 0) > (strength[second] ?? 0) ? 'first' : 'second';

const field = fc.integer({ min: 2, max: 16 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    seed: fc.string(),
    ranks: fc.shuffledSubarray([...Array(n).keys()], { minLength: n }),
  }),
);

const state = (change: Partial<TournamentState>): TournamentState => ({
  n: 2,
  seed: '1',
  effort: 'standard',
  parallel: 4,
  arrived: [0, 1],
  gone: [],
  comparisons: [],
  ...change,
});

describe('knockout', () => {
  it.each([
    ['knockout', 1],
    ['knockout:both', 2],
    ['knockout:voting:5', 3],
    ['knockout:voting:4', 3],
  ])('%s finds the best with a judge that is always right, in (n − 1) × %i calls', (spec, calls) => {
    fc.assert(
      fc.property(field, fc.integer({ min: 1, max: 20 }), ({ n, seed, ranks }, parallel) => {
        const driven = drive(openTournament(spec), { n, seed, parallel, chance: seed, verdict: always(ranks) });
        expect(driven.pick.slot).toBe(ranks.indexOf(n - 1));
        expect(driven.pick.judged).toBe(true);
        expect(driven.started).toBe((n - 1) * calls);
      }),
    );
  });

  it('asks both orders, and a third time on a flip', () => {
    const driven = drive(openTournament('knockout:both'), { n: 2, verdict: () => 'first' });
    const [one, two, three] = driven.state.comparisons;
    expect(driven.started).toBe(3);
    expect([one?.first, one?.second]).toEqual([two?.second, two?.first]);
    expect(driven.pick.slot).toBe(three?.first);
  });

  it('takes the majority of k, and no more calls than decide it', () => {
    const driven = drive(openTournament('knockout:voting:5'), { n: 2, verdict: always([1, 0]) });
    expect(driven.started).toBe(3);
    const split = drive(openTournament('knockout:voting:5'), {
      n: 2,
      verdict: ({ first }, sample) => ((first === 0) === sample < 1 ? 'first' : 'second'),
    });
    expect(split.started).toBe(5);
  });

  it('asks again when a verdict is invalid, and lets a coin decide after three, which counts as not judged', () => {
    const once = drive(openTournament('knockout'), {
      n: 2,
      verdict: (_, sample) => (sample < 2 ? 'invalid' : 'second'),
    });
    expect(once.started).toBe(3);
    expect(once.pick.judged).toBe(true);

    const picks = Array.from({ length: 40 }, (_, seed) =>
      drive(openTournament('knockout'), { n: 2, seed: `${seed}`, verdict: () => 'invalid' }),
    );
    expect(picks.every(({ started, pick }) => started === 3 && !pick.judged)).toBe(true);
    expect(new Set(picks.map(({ pick }) => pick.slot))).toEqual(new Set([0, 1]));
  });

  it('lets one valid verdict decide where the other order never gives one', () => {
    const driven = drive(openTournament('knockout:both'), {
      n: 2,
      verdict: ({ first }) => (first === 0 ? 'first' : 'invalid'),
    });
    expect(driven.started).toBe(5);
    expect(driven.pick).toMatchObject({ slot: 0, judged: true });
  });

  it('gives byes for odd counts and for slots that are gone', () => {
    const driven = drive(openTournament('knockout'), {
      n: 7,
      late: [
        { slot: 2, gone: true },
        { slot: 5, gone: true },
      ],
      verdict: always([1, 2, 9, 3, 4, 9, 5]),
    });
    expect(driven.pick.slot).toBe(6);
    expect(driven.started).toBe(4);
    expect(driven.pick.pBest[2]).toBe(0);
  });

  it('picks the one that is left alone, and does not call that judged', () => {
    const step = openTournament('knockout').next(state({ n: 3, arrived: [1], gone: [0, 2] }));
    expect(step.pick).toMatchObject({ slot: 1, standings: [1], pBest: [0, 1, 0], judged: false });
  });

  it('waits while nobody or only one has arrived', () => {
    const waiting = { compare: [], pick: null, cancel: [] };
    expect(openTournament('knockout').next(state({ n: 4, arrived: [] }))).toEqual(waiting);
    expect(openTournament('knockout').next(state({ n: 4, arrived: [2] }))).toEqual(waiting);
    expect(openTournament('knockout').next(state({ n: 2, arrived: [], gone: [0, 1] }))).toEqual(waiting);
  });

  it('starts a match as soon as both its sides are there', () => {
    const all = openTournament('knockout').next(state({ n: 4, arrived: [0, 1, 2, 3] })).compare;
    expect(all).toHaveLength(2);
    const { first, second } = all[0] as NextComparison;
    expect(openTournament('knockout').next(state({ n: 4, arrived: [second, first] })).compare).toEqual([all[0]]);
  });

  it('stops at the cap, and names the candidate with most support so far', () => {
    const driven = drive(openTournament('knockout'), {
      n: 8,
      maxComparisons: 5,
      verdict: always([7, 6, 5, 4, 3, 2, 1, 0]),
    });
    expect(driven.started).toBe(5);
    const wins = (slot: number) =>
      driven.state.comparisons.filter((c) => (c.verdict === 'first' ? c.first : c.second) === slot).length;
    expect(wins(driven.pick.slot)).toBe(2);
  });

  it('counts what is in flight against `parallel`', () => {
    const driven = drive(openTournament('knockout:both'), {
      n: 16,
      parallel: 3,
      verdict: always([...Array(16).keys()]),
    });
    expect(driven.mostInFlight).toBe(3);
  });

  it('cancels what concerns a slot that is gone', () => {
    const tournament = openTournament('knockout');
    const before = state({ n: 4, arrived: [0, 1, 2, 3] });
    const [next] = tournament.next(before).compare as [NextComparison];
    const step = tournament.next({ ...before, gone: [next.first], comparisons: [{ ...next, id: 1, verdict: null }] });
    expect(step.cancel).toEqual([1]);
    expect(step.pick).toBeNull();
  });

  it('ends with the same pick in whatever order the verdicts come in', () => {
    const verdict = (salt: string) => (next: NextComparison, sample: number) =>
      (['first', 'second', 'first', 'second', 'invalid'] as const)[
        seeded(salt, `${next.first} ${next.second} ${sample}`).below(5)
      ] as Verdict;
    fc.assert(
      fc.property(field, fc.constantFrom('single', 'both', 'voting:5'), fc.string(), ({ n, seed }, policy, chance) => {
        const options = { n, seed, verdict: verdict(chance) };
        const plain = drive(openTournament(`knockout:${policy}`), { ...options, parallel: 1 });
        const shaken = drive(openTournament(`knockout:${policy}`), { ...options, parallel: 5, chance });
        expect(shaken.pick).toEqual(plain.pick);
      }),
    );
  });

  it('ends with the same pick although everything in flight is lost again and again', () => {
    const verdict = (salt: string) => (next: NextComparison) =>
      seeded(salt, `${next.first} ${next.second}`).coin() ? 'first' : 'second';
    fc.assert(
      fc.property(field, fc.constantFrom('single', 'both', 'voting:5'), fc.string(), ({ n, seed }, policy, chance) => {
        const options = { n, seed, verdict: verdict(chance) };
        const plain = drive(openTournament(`knockout:${policy}`), { ...options, parallel: 1 });
        const shaken = drive(openTournament(`knockout:${policy}`), { ...options, parallel: 5, chance, crashes: 6 });
        expect(shaken.pick).toEqual(plain.pick);
      }),
    );
  });
});
