import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VerdictRow } from '../../../db/repo/comparisons.ts';
import { type OwnAsk, ownSeed, ownTournament } from '../../../src/learning/own-tournament.ts';
import { asParams } from '../../../src/reward.ts';
import { type Call, openDriver } from '../../../src/tournament/drive.ts';
import { findStored, plainTournaments } from '../../../src/tournament/open-tournament.ts';
import { askRow } from '../../support/snapshots.ts';

const NAME = 'hf:challenger#rules-3@http://127.0.0.1:8000/v1';
const own = (change: Partial<OwnAsk>, tournament: string): OwnAsk => {
  const ask = { ...askRow(), ...change };
  return { ...ask, settings: { ...ask.settings, tournament } };
};
const rowOf = ({ id, first, second, tier }: Call, verdict: VerdictRow['verdict'], params = {}): VerdictRow => ({
  ...{ number: id, first, second, tier, verdict, params, model: NAME, invalidReason: null, createdAt: new Date(id) },
});

const asks = fc.integer({ min: 2, max: 6 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    seed: fc.string(),
    standings: fc.shuffledSubarray([...Array(n).keys()], { minLength: 2 }),
    strength: fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n }),
    tournament: fc.constantFrom(...plainTournaments.map((name) => findStored(name)!.name), 'scores', 'gone:7'),
    givesScores: fc.boolean(),
  }),
);

describe('a challenger’s own tournament', () => {
  it('picks what its own verdicts make the best of those that took part, in every tournament', () => {
    fc.assert(
      fc.property(asks, ({ n, seed, standings, strength, tournament: stored, givesScores }) => {
        const { tournament, state } = ownTournament(own({ n, seed, standings }, stored), NAME, { givesScores });
        const rows: VerdictRow[] = [];
        const driver = openDriver(tournament);
        for (;;) {
          const calls: Call[] = [];
          const pick = driver.round(state(rows, driver.inFlight), (call) => calls.push(call));
          if (pick) {
            const best = standings.toSorted((a, b) => strength[b]! - strength[a]!)[0];
            expect(pick.slot).toBe(best);
            expect(pick.standings.toSorted()).toEqual(standings.toSorted());
            return;
          }
          for (const call of calls) {
            const [first, second] = [strength[call.first]!, strength[call.second]!];
            const params = givesScores ? asParams({ first, second }) : {};
            rows.push(rowOf(call, first > second ? 'first' : 'second', params));
            driver.ended(call.id);
          }
        }
      }),
    );
  });

  it('is the rule of its ask, and that of its judge where one of the two gives scores', () => {
    const nameOf = (stored: string, givesScores: boolean) =>
      ownTournament(own({}, stored), NAME, { givesScores }).tournament.name;
    expect(nameOf('elo:4', false)).toBe('elo:4');
    expect(nameOf('knockout', true)).toBe('scores');
    expect(nameOf('scores', true)).toBe('scores');
    expect(nameOf('scores', false)).toBe('adaptive@2');
  });

  it('has chances of its own: not the ask’s, and others for every judge', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const seeds = new Set([seed, ownSeed(seed, NAME), ownSeed(seed, 'hf:another'), ownSeed(`${seed}.`, NAME)]);
        expect(seeds.size).toBe(4);
        expect(ownSeed(seed, NAME)).toBe(ownSeed(seed, NAME));
        expect(ownSeed(seed, NAME)).toMatch(/^[0-9a-f]{32}$/);
      }),
    );
  });
});
