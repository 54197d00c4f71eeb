import { expect, it } from 'vitest';
import type { Judge, Judgement } from '../../../src/judge/judge.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { play } from '../../../src/research/play.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';

const judgement: Judgement = {
  ...{ verdict: 'first', invalidReason: null, conflict: false, forced: false, reasoning: '', answer: '', notes: [] },
  ...{ answeredBy: null, model: 'm', format: 'chat', formatVersion: 1, params: {}, latencyMs: 1 },
  usage: { inputTokens: 1, outputTokens: 1, reasoningTokens: null, costUsd: null },
};
const contest = { prompt: 'Q', candidates: ['a', 'b', 'c', 'd'], seed: '1', effort: 'standard', parallel: 4 } as const;

it('a contest ends with the failure of its judge, though another comparison ended at the same moment', async () => {
  let asked = 0;
  const judge: Judge = {
    model: 'm',
    async compare() {
      asked++;
      if (asked % 2 === 0) throw new ModelError('unauthorized', 'No key.');
      return judgement;
    },
  };
  await expect(play(openTournament('knockout'), judge, contest)).rejects.toThrow('No key.');
});

it('a contest ends with a pick and every comparison that was judged', async () => {
  const judge: Judge = { model: 'm', compare: async () => judgement };
  const { pick, comparisons } = await play(openTournament('knockout'), judge, contest);
  expect(pick.standings).toHaveLength(4);
  expect(comparisons.map(({ judgement: one }) => one.verdict)).toEqual(['first', 'first', 'first']);
});
