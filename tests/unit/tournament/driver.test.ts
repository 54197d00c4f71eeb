import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/terms.ts';
import { type Call, openDriver } from '../../../src/tournament/drive.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import type { Comparison, TournamentState } from '../../../src/tournament/tournament.ts';
import { runs } from '../../support/fuzz.ts';

const state = (n: number, comparisons: readonly Comparison[] = []): TournamentState => ({
  ...{ n, seed: '1', effort: 'standard', parallel: 16, gone: [], comparisons },
  arrived: Array.from({ length: n }, (_, candidate) => candidate),
});
const asRow = ({ id, first, second, tier }: Call, verdict: Verdict | null = null): Comparison => ({
  ...{ id, first, second, tier, verdict },
});

describe('the driver of a tournament', () => {
  it('numbers calls without a gap, and counts how often each order was asked before', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('adaptive', 'knockout:voting:5', 'elo:both', 'elo:4'),
        fc.integer({ min: 2, max: 6 }),
        fc.infiniteStream(fc.constantFrom('first', 'second', 'invalid')),
        (name, n, verdicts) => {
          const driver = openDriver(openTournament(name));
          const calls: Call[] = [];
          const rows: Comparison[] = [];
          for (;;) {
            const pick = driver.round(state(n, rows), (call) => {
              calls.push(call);
              rows.push(asRow(call));
            });
            if (pick) break;
            const open = rows.find(({ verdict }) => verdict === null);
            if (!open) throw driver.stuck();
            open.verdict = verdicts.next().value as Verdict;
            driver.ended(open.id);
          }
          expect(calls.map(({ id }) => id)).toEqual(calls.map((_, i) => i + 1));
          calls.forEach(({ first, second, sample }, i) => {
            expect(sample).toBe(calls.slice(0, i).filter((c) => c.first === first && c.second === second).length);
          });
        },
      ),
      { numRuns: runs(50) },
    );
  });

  it('aborts what no longer matters, and gives its number to nobody else', () => {
    const driver = openDriver(openTournament('elo'));
    const calls: Call[] = [];
    driver.round(state(4), (call) => calls.push(call));
    expect([...driver.inFlight.keys()]).toEqual([1, 2, 3, 4, 5, 6]);
    // One candidate is gone with what it was compared with, and of the rest nothing was written down.
    const rows = calls.map((call) => asRow(call));
    driver.round({ ...state(4, rows), arrived: [1, 2, 3], gone: [0] }, (call) => calls.push(call));
    const useless = calls.filter(({ first, second }) => first === 0 || second === 0);
    expect(calls.filter(({ signal }) => signal.aborted)).toEqual(useless);
    for (const { id } of calls) driver.ended(id);
    expect(driver.inFlight.size).toBe(0);
    driver.round({ ...state(4), arrived: [1, 2, 3], gone: [0] }, (call) => calls.push(call));
    expect(calls.slice(6).map(({ id }) => id)).toEqual([7, 8, 9]);
  });

  it('goes on counting where the rows of another worker end, and starts nothing where it may not', () => {
    const driver = openDriver(openTournament('elo'));
    const row: Comparison = { id: 41, first: 0, second: 1, tier: 0, verdict: 'first' };
    expect(driver.round(state(3, [row]), null)).toBeNull();
    expect(driver.inFlight.size).toBe(0);
    const calls: Call[] = [];
    driver.round(state(3, [row]), (call) => calls.push(call));
    expect(calls.map(({ id }) => id)).toEqual([42, 43]);
    expect(driver.stuck().message).toBe('the tournament elo waits, and nothing is on its way');
  });
});
