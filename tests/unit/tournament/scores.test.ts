import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStored, nameToStore, openTournament, specFor } from '../../../src/tournament/open-tournament.ts';
import type { Comparison, TournamentState } from '../../../src/tournament/tournament.ts';

const tournament = openTournament('scores');
const bare = { effort: 'quick' as const, parallel: 4, gone: [] as number[] };

/** Plays it with scores, candidates coming in one after the other. Null: the call fails. */
function played(scores: readonly (number | null)[], arrival: readonly number[], seed: string, gone: number[] = []) {
  const comparisons: Comparison[] = [];
  let there = 0;
  for (;;) {
    const state: TournamentState = {
      ...bare,
      n: scores.length,
      seed,
      arrived: arrival.slice(0, there),
      gone,
      comparisons,
    };
    const { compare, pick } = tournament.next(state);
    if (pick) return { pick, comparisons };
    if (compare.length === 0 && ++there > arrival.length) throw new Error('stuck');
    for (const { first, second, tier } of compare) {
      const [a, b] = [scores[first] ?? null, scores[second] ?? null];
      const known = a !== null && b !== null ? { first: a, second: b } : undefined;
      const verdict = !known || a === b ? 'invalid' : known.first > known.second ? 'first' : 'second';
      comparisons.push({ id: comparisons.length + 1, first, second, tier, verdict, scores: known });
    }
  }
}

const all = (n: number) => Array.from({ length: n }, (_, i) => i);
const anyScores = (score: fc.Arbitrary<number | null>) => fc.array(score, { minLength: 2, maxLength: 10 });

describe('the tournament of scores', () => {
  it('picks the same whatever the order of arrival, ties included', () => {
    const asked = anyScores(fc.integer({ min: 0, max: 4 })).chain((scores) =>
      fc.tuple(fc.constant(scores), fc.shuffledSubarray(all(scores.length), { minLength: scores.length }), fc.string()),
    );
    fc.assert(
      fc.property(asked, ([scores, arrival, seed]) => {
        const { pick, comparisons } = played(scores, arrival, seed);
        expect(scores[pick.slot]).toBe(Math.max(...(scores as number[])));
        expect(pick).toEqual(played(scores, all(scores.length), seed).pick);
        expect(comparisons).toHaveLength(scores.length - 1);
        expect(pick.judged).toBe(new Set(scores).size > 1);
      }),
    );
  });

  it('states the softmax of the scores, and the sigmoid of their difference', () => {
    const { pick } = played([1, 3, 2], [0, 1, 2], 's');
    const total = Math.exp(1) + Math.exp(3) + Math.exp(2);
    for (const [slot, p] of pick.pBest.entries()) expect(p).toBeCloseTo(Math.exp([1, 3, 2][slot]!) / total, 12);
    expect(pick.pBeats[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
    expect([pick.pBeats[1], pick.standings]).toEqual([1, [1, 2, 0]]);
    expect(played([700, -700], [0, 1], 's').pick.pBest).toEqual([1, 0]);
  });

  it('tries a failed call once more, leaves that reply last, and ends within its most', () => {
    const asked = fc.tuple(anyScores(fc.constantFrom(null, 1, 2, 3)), fc.string());
    fc.assert(
      fc.property(asked, ([scores, seed]) => {
        const { pick, comparisons } = played(scores, all(scores.length), seed);
        expect(comparisons.length).toBeLessThanOrEqual(tournament.mostComparisons(scores.length, 'quick'));
        const known = scores.filter((score) => score !== null);
        if (known.length < 2) expect(pick.judged).toBe(false);
        // One that fails keeps nobody else from a place.
        if (known.length < scores.length - 1 || known.length < 2) return;
        expect(scores[pick.slot]).toBe(Math.max(...known));
        expect(pick.standings.slice(known.length).every((slot) => scores[slot] === null)).toBe(true);
      }),
    );
  });

  it('needs nobody to compare where one reply is left', () => {
    const { pick, comparisons } = played([1, 2], [0], 's', [1]);
    expect([pick.slot, pick.judged, comparisons]).toEqual([0, false, []]);
  });

  it('is chosen for a judge that gives scores, and for no other', () => {
    expect([specFor('adaptive', true), specFor('knockout:both', true)]).toEqual(['scores', 'scores']);
    expect([specFor('scores', false), specFor('elo:4', false)]).toEqual(['adaptive', 'elo:4']);
    expect([nameToStore('scores'), findStored('scores')?.byScores]).toEqual(['scores', true]);
  });
});
