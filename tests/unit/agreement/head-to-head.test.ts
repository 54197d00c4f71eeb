import { describe, expect, it } from 'vitest';
import {
  asksStillNeeded,
  headToHead,
  headToHeadWeight,
  type PickedTwice,
} from '../../../src/agreement/head-to-head.ts';
import { seeded } from '../../../src/seeded.ts';

const alike: PickedTwice = { others: 1, opponentProbability: 1, isDuelOfPicks: false, champion: 3, challenger: 0 };
const duel = (challenger: number, champion: number): PickedTwice => ({
  others: 1,
  opponentProbability: 1,
  isDuelOfPicks: true,
  champion,
  challenger,
});
const many = (n: number, one: PickedTwice) => Array.from({ length: n }, () => one);

describe('two judges by their picks', () => {
  it('promotes a challenger whose picks people prefer, and keeps the champion where they do not', () => {
    expect(headToHead([...many(100, alike), ...many(40, duel(4, 1))])).toMatchObject({
      duels: 40,
      votes: 200,
      decision: 'promote',
    });
    expect(headToHead(many(40, duel(4, 1))).preferred).toBeCloseTo(0.8, 12);
    expect(headToHead([...many(100, alike), ...many(40, duel(1, 4))]).decision).toBe('keep');
  });

  it('says nothing where the judges pick alike, or where nobody took a side', () => {
    expect(headToHead(many(5000, alike))).toMatchObject({ preferred: null, duels: 0, decision: 'not-yet' });
    expect(headToHead(many(500, duel(0, 0)))).toMatchObject({ preferred: null, duels: 0 });
    expect(headToHead([])).toMatchObject({ preferred: null, decision: 'not-yet' });
  });

  it('weighs a rare opponent up to what an even draw would have shown', () => {
    for (const others of [1, 2, 3, 15]) {
      const [runnerUp, other] = [0.5 + 0.5 / others, 0.5 / others];
      expect(runnerUp * headToHeadWeight(others, runnerUp)).toBeCloseTo(1 / (2 * others), 12);
      if (others > 1) expect(headToHeadWeight(others, other)).toBe(1);
    }
  });

  it('says how many asks are still needed, and that they suffice', () => {
    const so = [...many(20, alike), ...many(3, duel(2, 1)), ...many(2, duel(0, 1))].concat(many(2, duel(1, 0)));
    expect(headToHead(so).decision).toBe('not-yet');
    const needed = asksStillNeeded(so)!;
    expect(needed).toBeGreaterThan(0);
    const times = 1 + Math.ceil(needed / so.length);
    expect(headToHead(Array.from({ length: times }, () => so).flat()).decision).toBe('promote');
    expect(asksStillNeeded(many(300, duel(1, 0)))).toBe(0);
    expect(asksStillNeeded(many(9, alike))).toBeNull();
    expect(asksStillNeeded([])).toBeNull();
  });

  it('promotes a judge that is no better in at most 5 of 100 communities, looked at after every ask', () => {
    let promoted = 0;
    for (let community = 0; community < 100; community++) {
      const lot = seeded(String(community), 'no better');
      const asks: PickedTwice[] = [];
      let ever = false;
      for (let ask = 0; ask < 150; ask++) {
        asks.push(lot.below(4) > 0 ? alike : duel(lot.coin() ? 1 : 0, 0));
        if (asks.at(-1)!.isDuelOfPicks && asks.at(-1)!.challenger === 0) asks[asks.length - 1] = duel(0, 1);
        ever ||= headToHead(asks).decision === 'promote';
      }
      promoted += Number(ever);
    }
    expect(promoted).toBeLessThanOrEqual(5);
  });
});
