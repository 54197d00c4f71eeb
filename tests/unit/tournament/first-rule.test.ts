import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { gauss, uniform } from '../../../bench/tournament/random.ts';
import type { Verdict } from '../../../src/terms.ts';
import { findStored, nameToStore, openTournament } from '../../../src/tournament/open-tournament.ts';
import type { NextComparison, Tournament } from '../../../src/tournament/tournament.ts';
import { drive } from './drive.ts';

/** What the last commit without the second rule gives for `openTournament('adaptive')`. */
const GOLDEN = '90b608121954e1d0';

/** Forty asks of two to nine candidates, with every decision in them. */
function decisionsOf(tournament: Tournament) {
  return Array.from({ length: 40 }, (_, key) => {
    const n = 2 + (key % 8);
    const verdict = ({ first, second }: NextComparison, sample: number): Verdict => {
      if (uniform(key, 2, first, second, sample) < 0.08) return 'invalid';
      const apart = gauss(key, 1, first) - gauss(key, 1, second) + 0.4;
      return uniform(key, 3, first, second, sample) < 1 / (1 + Math.exp(-2 * apart)) ? 'first' : 'second';
    };
    const effort = (['quick', 'standard', 'deep'] as const)[key % 3]!;
    const { state, pick } = drive(tournament, { n, seed: `${key}`, effort, chance: `${key}`, verdict });
    return { comparisons: state.comparisons, slot: pick.slot, standings: pick.standings, pBest: pick.pBest };
  });
}

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

describe('an ask that ran under the first rule', () => {
  it('is replayed under it: every comparison, pick and chance as the version before the second decided', () => {
    expect(hashOf(decisionsOf(findStored('adaptive')!))).toBe(GOLDEN);
    expect(hashOf(decisionsOf(openTournament('adaptive')))).not.toBe(GOLDEN);
  });
});

describe('the name that an ask keeps', () => {
  it('says the version of the rule, so that it means the same for ever', () => {
    expect(nameToStore('adaptive')).toBe('adaptive@2');
    expect(nameToStore('adaptive:5:0.5:4:6:0.5')).toBe('adaptive@2:5:0.5:4:6:0.5');
    expect(nameToStore('adaptive:1.4:0.9:0.3')).toBe('adaptive@1:1.4:0.9:0.3');
    for (const name of ['knockout', 'knockout:both', 'elo', 'elo:4', 'elo:voting:5'])
      expect(nameToStore(name)).toBe(name);
  });

  it('is read by what it meant when it was written', () => {
    expect(findStored('adaptive')?.name).toBe('adaptive@1');
    expect(findStored('adaptive:1.4:0.9:0.3')?.name).toBe('adaptive@1:1.4:0.9:0.3');
    expect(findStored('adaptive@2')?.name).toBe('adaptive@2');
    expect(findStored('knockout:both')?.name).toBe('knockout:both');
    for (const unknown of ['adaptive@3', 'adaptive@2:1:2:3', 'swiss', '']) expect(findStored(unknown)).toBeNull();
  });
});
