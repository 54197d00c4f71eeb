import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readContests } from '../../bench/tournament/recorded/contest.ts';
import { replay } from '../../bench/tournament/recorded/replay.ts';
import { peopleOf, tableOf } from '../../bench/tournament/recorded/score.ts';
import type { Effort } from '../../src/terms.ts';
import { openTournament } from '../../src/tournament/open-tournament.ts';
import { hasPublicData } from '../support/public-data.ts';

const file = resolve(import.meta.dirname, '../../../shared/data/prd_verdicts/contests.jsonl');
const SEEDS = 3;
const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;

/** By judge: calls, what people say of the picks, and how far they are from the best of the judge's table. */
function played(rule: string, effort: Effort) {
  const tournament = openTournament(rule);
  const rows = readContests([file]).map((contest) => {
    const [people, table] = [peopleOf(contest), tableOf(contest)];
    const all = Array.from({ length: SEEDS }, (_, key) => replay(contest, tournament, effort, key));
    return {
      judge: contest.judge,
      calls: mean(all.map(({ calls }) => calls)),
      people: mean(all.map(({ pick }) => people[pick.slot]!)),
      regret: mean(all.map(({ pick }) => Math.max(...table) - table[pick.slot]!)),
    };
  });
  const of = (all: typeof rows) => ({
    calls: mean(all.map(({ calls }) => calls)),
    people: mean(all.map(({ people }) => people)),
    regret: mean(all.map(({ regret }) => regret)),
  });
  const judges = Object.fromEntries(
    [...Map.groupBy(rows, ({ judge }) => judge)].map(([judge, all]) => [judge, of(all)]),
  );
  return { judges, all: of(rows) };
}

describe.skipIf(!hasPublicData)('the adaptive tournament on verdicts that five real judges gave', () => {
  it.each([
    ['quick', 0.5],
    ['standard', 0.6],
    ['deep', 0.7],
  ] as const)('takes, when %s, at most %s of the calls of both orders, whichever judge', (effort, share) => {
    const { judges } = played('adaptive', effort);
    expect(Object.keys(judges)).toHaveLength(5);
    for (const [judge, { calls }] of Object.entries(judges))
      expect([judge, calls / 20 <= share]).toEqual([judge, true]);
  });

  it('picks better than Elo in fewer calls, by the judges and by people', () => {
    const [quick, elo] = [played('adaptive', 'quick').all, played('elo', 'quick').all];
    expect(quick.calls).toBeLessThan(elo.calls);
    expect(quick.regret).toBeLessThan(elo.regret * 0.75);
    expect(quick.people).toBeGreaterThan(elo.people);
  });

  it('does what the first rule did not: that asked judges who mind the order more than the whole table', () => {
    const first = played('adaptive@1', 'quick').judges;
    expect(first['vicuna-13b']?.calls).toBeGreaterThan(20);
  });
});
