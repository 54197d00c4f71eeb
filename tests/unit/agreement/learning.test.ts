import { describe, expect, it } from 'vitest';
import { contest } from '../../../bench/learning/contest.ts';
import { fairness } from '../../../bench/learning/fairness.ts';
import { promotions } from '../../../bench/learning/promote.ts';
import { realistic } from '../../../bench/tournament/scenarios.ts';
import { findTournament } from '../../../src/tournament/open-tournament.ts';

const judge = realistic[0]!;
const contests = Array.from({ length: 60 }, (_, key) =>
  contest({ champion: judge, challenger: judge }, { n: 4, key, tournament: findTournament('adaptive')! }),
);

describe('two judges of the same quality, simulated', () => {
  it('may meet each of the other candidates, with probabilities that sum to 1', () => {
    for (const { pick, opponents } of contests) {
      expect(opponents.map(({ slot }) => slot)).not.toContain(pick);
      expect(opponents.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
    }
  });

  it('differ in some of their picks, and are compared within what so few asks can say', () => {
    const found = fairness(contests);
    expect(found.differ).toBeGreaterThan(5);
    expect(Math.abs(found.inverse - 50)).toBeLessThan(2 * found.inverseReach);
  });

  it('are promoted where people prefer the pick, and not where they do not', () => {
    const most = { communities: 20, most: 300 };
    expect(promotions(contests, { truth: 0.5, ...most }).promote).toBeLessThanOrEqual(0.1);
    expect(promotions(contests, { truth: 0.8, ...most })).toMatchObject({ promote: 1, keep: 0 });
  });
});
