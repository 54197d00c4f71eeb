import { describe, expect, it } from 'vitest';
import type { VerdictRow } from '../../../db/repo/comparisons.ts';
import { isJudgeGone, tournamentState } from '../../../src/asks/progress.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import { askRow } from '../../support/snapshots.ts';

const jury = { rule: 'round-robin', models: ['hf:a', 'hf:b'] } as const;
const row = (number: number, model: string, invalidReason: VerdictRow['invalidReason'] = null): VerdictRow => ({
  ...{ number, model, invalidReason, first: 0, second: 1, tier: 0, verdict: invalidReason ? 'invalid' : 'first' },
  params: {},
  createdAt: new Date(number),
});
const dead = (model: string, from = 1) => [0, 1, 2].map((i) => row(from + i, model, 'unavailable'));

describe('the state of a judged ask', () => {
  const of = (rows: VerdictRow[], judge: Parameters<typeof tournamentState>[5]) =>
    tournamentState(openTournament('adaptive'), askRow(), [], rows, new Map(), judge);

  it('says of each comparison which judge of the jury made it, the strong one behind them', () => {
    const { comparisons, jury: found } = of([row(1, 'hf:a'), row(2, 'hf:b'), row(3, 'hf:strong')], { jury });
    expect(comparisons.map(({ juror }) => juror)).toEqual([0, 1, 2]);
    expect(found).toEqual({ rule: 'round-robin', size: 2, out: [] });
    expect(of([row(1, 'hf:a')], {})).not.toHaveProperty('jury');
  });

  it('leaves out a judge of a jury whose newest three calls failed, until one of its calls goes well', () => {
    expect(of(dead('hf:b'), { jury }).jury?.out).toEqual([1]);
    expect(of([...dead('hf:b'), row(9, 'hf:b')], { jury }).jury?.out).toEqual([]);
    expect(of([...dead('hf:b'), row(9, 'hf:a')], { jury }).jury?.out).toEqual([1]);
  });

  it('has lost its judge where nobody is left', () => {
    expect(isJudgeGone(dead('hf:a'), {})).toBe(true);
    expect(isJudgeGone([...dead('hf:a'), row(9, 'hf:a')], {})).toBe(false);
    expect(isJudgeGone(dead('hf:a'), { jury })).toBe(false);
    expect(isJudgeGone([...dead('hf:a'), ...dead('hf:b', 4)], { jury })).toBe(true);
  });
});
