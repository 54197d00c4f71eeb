import { describe, expect, it } from 'vitest';
import type { Judge, Judgement } from '../../../src/judge/judge.ts';
import { openJury } from '../../../src/judge/jury.ts';
import { play } from '../../../src/research/play.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';

const judgementOf = (model: string, verdict: Judgement['verdict']): Judgement => ({
  ...{ verdict, invalidReason: null, conflict: false, forced: false, reasoning: '', answer: '', notes: [] },
  ...{ answeredBy: null, model, format: 'chat', formatVersion: 1, params: {}, latencyMs: 1 },
  usage: { inputTokens: 1, outputTokens: 1, reasoningTokens: null, costUsd: null },
});
/** `hf:torn` names whoever is shown first, the others the longer reply. */
const open = (model: string): Judge => ({
  model,
  greedy: model !== 'hf:sampled',
  compare: async ({ first, second }) =>
    judgementOf(model, model === 'hf:torn' || first.length > second.length ? 'first' : 'second'),
});

describe('a jury as a judge', () => {
  it('has a question answered by the judge that it names', async () => {
    const jury = openJury('round-robin:hf:torn,hf:b', open);
    expect(jury).toMatchObject({ model: 'round-robin:hf:torn,hf:b', jury: { models: ['hf:torn', 'hf:b'] } });
    const question = { prompt: 'Q', first: 'x', second: 'xy', effort: 'quick', tier: 0, sample: 0 } as const;
    expect(await jury.compare({ ...question, juror: 1 })).toMatchObject({ model: 'hf:b', verdict: 'second' });
    expect(await jury.compare(question)).toMatchObject({ model: 'hf:torn', verdict: 'first' });
  });

  it('is greedy where all of its judges are', () => {
    expect(openJury('escalate:hf:a,hf:b', open).greedy).toBe(true);
    expect(openJury('escalate:hf:a,hf:sampled', open).greedy).toBe(false);
  });

  it('is the judge itself where there is one', () => {
    expect(openJury('hf:b', open)).not.toHaveProperty('jury');
  });

  const contest = { prompt: 'Q', candidates: ['x', 'xyz'], seed: '1', effort: 'standard', parallel: 1 } as const;
  it('shares a contest out by its rule, and keeps who judged what', async () => {
    const { comparisons, pick } = await play(
      openTournament('adaptive'),
      openJury('escalate:hf:torn,hf:b', open),
      contest,
    );
    expect(comparisons.map(({ judgement: { model } }) => model).slice(0, 3)).toEqual(['hf:torn', 'hf:torn', 'hf:b']);
    expect(pick.slot).toBe(1);
    const turns = await play(openTournament('knockout:voting:3'), openJury('round-robin:hf:torn,hf:b', open), contest);
    expect(turns.comparisons.map(({ judgement: { model } }) => model)).toEqual(['hf:torn', 'hf:b']);
  });
});
