import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../src/seeded.ts';
import type { Verdict } from '../../../src/terms.ts';
import { eloRatings } from '../../../src/tournament/elo-ratings.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import type { NextComparison } from '../../../src/tournament/tournament.ts';
import { drive } from './drive.ts';

const data = resolve(import.meta.dirname, '../../../../shared/data/evalica_golden');
const rows = (name: string) =>
  readFileSync(resolve(data, name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(',') as [string, string, string]);

const always =
  (strength: readonly number[]) =>
  ({ first, second }: NextComparison): Verdict =>
    (strength[first] ?? 0) > (strength[second] ?? 0) ? 'first' : 'second';

const pairOf = ({ first, second }: NextComparison) => `${Math.min(first, second)} ${Math.max(first, second)}`;

describe('Elo ratings', () => {
  it.skipIf(!existsSync(data)).each(['food', 'simple'])('are those of evalica on its own data: %s', (name) => {
    const names = [...new Set(rows(`${name}.csv`).flatMap((row) => row.slice(0, 2)))];
    const games = rows(`${name}.csv`).map(([left, right, winner]) => ({
      a: names.indexOf(left),
      b: names.indexOf(right),
      scoreA: winner === 'left' ? 1 : winner === 'tie' ? 0.5 : 0,
    }));
    const ratings = eloRatings(games, names.length);
    const golden = rows(`${name}-golden.csv`).filter(([algorithm]) => algorithm === 'elo');
    expect(golden.length).toBe(names.length);
    for (const [, item, score] of golden) expect(ratings[names.indexOf(item)]).toBeCloseTo(Number(score), 8);
  });

  it('keep their sum', () => {
    const game = fc.record({
      a: fc.constant(0),
      b: fc.integer({ min: 1, max: 5 }),
      scoreA: fc.constantFrom(0, 0.5, 1),
    });
    fc.assert(
      fc.property(fc.array(game), (games) => {
        expect(eloRatings(games, 6).reduce((sum, rating) => sum + rating, 0)).toBeCloseTo(6000, 6);
      }),
    );
  });
});

describe('elo', () => {
  it('lets every pair meet once, and finds the best with a judge that is always right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.string(), (n, seed) => {
        const strengths = seeded(seed, 'test').shuffle([...Array(n).keys()]);
        const driven = drive(openTournament('elo'), { n, seed, chance: seed, verdict: always(strengths) });
        expect(driven.started).toBe((n * (n - 1)) / 2);
        expect(new Set(driven.state.comparisons.map(pairOf)).size).toBe(driven.started);
        expect(strengths[driven.pick.slot]).toBe(n - 1);
      }),
    );
  });

  it('takes an invalid verdict for a draw, and does not ask again', () => {
    const driven = drive(openTournament('elo'), { n: 5, verdict: () => 'invalid' });
    expect(driven.started).toBe(10);
    expect(driven.pick.judged).toBe(false);
  });

  it('asks both orders, and a third time on a flip', () => {
    expect(drive(openTournament('elo:both'), { n: 4, verdict: always([3, 2, 1, 0]) }).started).toBe(12);
    expect(drive(openTournament('elo:both'), { n: 4, verdict: () => 'first' }).started).toBe(18);
  });

  it('lets everybody meet four others with elo:4, or all where there are not so many', () => {
    const driven = drive(openTournament('elo:4'), { n: 8, parallel: 100, verdict: always([0, 1, 2, 3, 4, 5, 6, 7]) });
    expect(driven.started).toBe(32);
    for (let slot = 0; slot < 8; slot++) {
      const met = driven.state.comparisons.filter(({ first, second }) => first === slot || second === slot);
      expect(new Set(met.map(pairOf)).size).toBeGreaterThanOrEqual(4);
    }
    const pairs = driven.state.comparisons.map(pairOf);
    expect(Math.max(...pairs.map((pair) => pairs.filter((other) => other === pair).length))).toBeLessThanOrEqual(2);
    expect(drive(openTournament('elo:4'), { n: 4, verdict: () => 'first' }).started).toBe(12);
    expect(drive(openTournament('elo:4'), { n: 2, verdict: () => 'first' }).started).toBe(2);
  });

  it('rates in the order of its schedule, whenever the verdicts come', () => {
    const verdict = (next: NextComparison) => (seeded(`${next.first}`, `${next.second}`).coin() ? 'first' : 'second');
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.string(),
        fc.constantFrom('elo', 'elo:both'),
        (n, chance, spec) => {
          const plain = drive(openTournament(spec), { n, parallel: 1, verdict });
          expect(drive(openTournament(spec), { n, parallel: 7, chance, crashes: 9, verdict }).pick).toEqual(plain.pick);
        },
      ),
    );
  });
});

describe('openTournament', () => {
  it.each(['', 'swiss', 'knockout:voting:0', 'knockout:4', 'elo:0', 'elo:99', 'adaptive:both', 'knockout:voting:x'])(
    'says in plain words that there is no "%s"',
    (spec) => {
      expect(() => openTournament(spec)).toThrow(/^There is no tournament .* Choose adaptive, knockout, elo or elo:4/);
    },
  );

  it.each(['knockout', 'knockout:both', 'knockout:voting:5', 'elo', 'elo:both', 'elo:voting:3', 'elo:4', 'adaptive'])(
    'calls %s by its name',
    (spec) => {
      expect(openTournament(spec).name).toBe(spec === 'adaptive' ? 'adaptive@2' : spec);
    },
  );
});
