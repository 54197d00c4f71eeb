import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../db/repo/asks.ts';
import { openBudget } from '../../../src/asks/spending/budget.ts';
import { estimate } from '../../../src/asks/spending/estimate.ts';
import { MAX_TOKENS } from '../../../src/candidates/write-candidate.ts';
import { openJudge } from '../../../src/judge/open-judge.ts';
import { abilitiesOf } from '../../../src/models/abilities.ts';
import type { Meter, Spent } from '../../../src/models/meter.ts';
import type { Model, ModelRequest } from '../../../src/models/model.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { costOf, knownPrices } from '../../../src/models/prices.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import type { Comparison } from '../../../src/tournament/tournament.ts';
import { askRow } from '../../support/snapshots.ts';

/** Input tokens: four characters each, as in English, and 16 for each message. */
const read = ({ system = '', messages }: ModelRequest) =>
  Math.ceil([system, ...messages.map(({ content }) => content)].join('').length / 4) + 16 * messages.length;
/** The most input tokens of a call: one for each byte, and what chat templates add. */
const most = (request: ModelRequest) =>
  512 +
  [request.system ?? '', ...request.messages.map(({ content }) => content)].reduce(
    (sum, text) => sum + Buffer.byteLength(text) + 16,
    0,
  );
const words = (tokens: number) => 'abc '.repeat(tokens);

type Endless = 'thinks for ever' | 'cannot be forced' | 'is forced to a verdict';

/** A model that always writes until its token limit. Counts its calls in `seen`. */
const endless = (name: string, kind: Endless, seen: { calls: number }): Model => ({
  name,
  abilities: abilitiesOf(name),
  async reply(request, { meter } = {}) {
    const priced = (inputTokens: number, outputTokens: number): Spent => ({
      ...{ inputTokens, outputTokens },
      costUsd: costOf(knownPrices, name, { inputTokens, outputTokens }),
    });
    const ticket = await meter?.begin(name, priced(most(request), request.maxTokens));
    seen.calls++;
    if (request.continueLast && kind === 'cannot be forced') {
      await ticket?.end(priced(read(request), 0), { estimated: false, outcome: 'bad-request' });
      throw new ModelError('bad-request', 'No message is continued here.');
    }
    const usage = priced(read(request), request.maxTokens);
    await ticket?.end(usage, { estimated: false, outcome: 'done' });
    const verdict = request.continueLast && kind === 'is forced to a verdict';
    return {
      ...{ text: verdict ? '\\boxed{Assistant 1} <answer>[[A]]</answer>' : words(request.maxTokens), reasoning: '' },
      ...{ stopReason: 'length', usage: { ...usage, reasoningTokens: null }, latencyMs: 1, firstTokenMs: 1 },
      answeredBy: { model: null, provider: null, fingerprint: null },
      promptCut: false,
    };
  },
});

/**
 * Writes replies of full length and plays a tournament with this judge.
 * `refused` is the code of the first refused call. `left` is what remains of the reserved tokens.
 */
async function play(
  ask: Ask,
  kind: Endless,
): Promise<{ calls: number; comparisons: number; refused: string | null; left: number }> {
  const whole = estimate(ask, knownPrices);
  const budget = openBudget({ tokens: whole.tokens, usd: whole.usd }, { tokens: 0, usd: 0 });
  const meter: Meter = {
    async begin(_model, all) {
      if (!(await budget.take(all))) throw new ModelError('over-budget', 'Too much.');
      return { end: async (spent) => budget.give(all, spent) };
    },
  };
  const seen = { calls: 0, comparisons: 0 };
  const openModel = (name: string) => endless(name, kind, seen);
  const { settings } = ask;
  for (let slot = 0; slot < ask.n; slot++)
    await openModel(settings.candidateModels[0] ?? '').reply(
      { messages: [{ role: 'user', content: ask.prompt }], maxTokens: MAX_TOKENS },
      { meter },
    );
  const judge = openJudge({
    ...{ model: settings.judgeModel, strongModel: settings.judgeModelStrong ?? undefined, openModel },
    contextTokens: 200_000,
  });
  const tournament = openTournament(settings.tournament);
  const comparisons: Comparison[] = [];
  const text = words(MAX_TOKENS);
  try {
    for (;;) {
      const { compare, pick } = tournament.next({
        ...{ n: ask.n, seed: ask.seed, effort: ask.effort, parallel: settings.parallel, comparisons, gone: [] },
        arrived: Array.from({ length: ask.n }, (_, slot) => slot),
        maxComparisons: tournament.mostComparisons(ask.n, ask.effort),
      });
      if (pick) break;
      for (const next of compare) {
        const question = {
          prompt: ask.prompt,
          first: text,
          second: text,
          effort: ask.effort,
          tier: next.tier,
          sample: 0,
        };
        seen.comparisons++;
        const { verdict } = await judge.compare(question, undefined, meter);
        comparisons.push({ ...next, id: comparisons.length + 1, verdict });
      }
    }
  } catch (error) {
    if (error instanceof ModelError) return { ...seen, refused: error.code, left: 0 };
    throw error;
  }
  return { ...seen, refused: null, left: whole.tokens - budget.taken().tokens };
}

const all = ['thinks for ever', 'cannot be forced', 'is forced to a verdict'] as const;
const judges = [
  'hf:RRM-7B@http://127.0.0.1/v1',
  'hf:rm-r1-distilled@p',
  'hf:some-chat@p',
  'anthropic:claude-sonnet-5-5',
];

describe('what an ask reserves', { timeout: 120_000 }, () => {
  it.each([
    ...['adaptive', 'adaptive:1.4:0.9:0.3', 'knockout', 'knockout:both', 'knockout:voting:5', 'knockout:voting:4'],
    ...['elo', 'elo:both', 'elo:1', 'elo:4', 'elo:15'],
  ])('is enough under %s for replies of full length and a judge that never comes to an end', async (tournament) => {
    for (const [at, effort] of (['quick', 'standard', 'deep'] as const).entries())
      for (const [n, kinds] of [
        [2, all],
        [5, all.slice(at, at + 1)],
        [16, effort === 'quick' ? all.slice(0, 1) : []],
      ] as const)
        for (const kind of kinds) {
          // Vary the judge with n and effort, instead of trying all combinations.
          const judgeModel = judges[(n + at) % judges.length] ?? '';
          const strong = n % 2 ? 'anthropic:claude-opus-5-5' : null;
          const settings = { ...askRow().settings, tournament, judgeModel, judgeModelStrong: strong };
          const ask = askRow({
            ...{ n, effort, prompt: words(300), seed: `${n}` },
            settings: { ...settings, candidateModels: ['anthropic:claude-sonnet-5-5'] },
          });
          const { refused, comparisons } = await play(ask, kind);
          expect({ tournament, n, effort, kind, judgeModel, refused }).toMatchObject({ refused: null });
          expect(comparisons).toBeLessThanOrEqual(openTournament(tournament).mostComparisons(n, effort));
        }
  });

  it('is not far more than that: it would keep others from asking', async () => {
    const settings = { ...askRow().settings, tournament: 'knockout', judgeModel: judges[0] ?? '' };
    const ask = askRow({ n: 8, prompt: words(300), settings });
    const { left } = await play(ask, 'thinks for ever');
    expect(left / estimate(ask, knownPrices).tokens).toBeLessThan(0.35);
  });

  it('fits several times into the limits of an operator who sets nothing, even at its dearest', () => {
    for (const [model, times] of [
      ['anthropic:claude-haiku-5-5', 50],
      ['anthropic:claude-sonnet-5-5', 10],
      ['anthropic:claude-opus-5-5', 5],
    ] as const) {
      const settings = { ...askRow().settings, tournament: 'adaptive', candidateModels: [model], judgeModel: model };
      expect(estimate(askRow({ n: 4, settings }), knownPrices).usd * times).toBeLessThan(50);
      expect(estimate(askRow({ n: 16, effort: 'deep', settings }), knownPrices).usd).toBeLessThan(50);
    }
  });

  it('holds whatever the database can, and no more', () => {
    const settings = { ...askRow().settings, tournament: 'elo:voting:31' };
    const ask = askRow({ n: 16, effort: 'quick', parentId: 'p', fileText: 'ä'.repeat(20_000), settings });
    expect(estimate(ask, knownPrices).tokens).toBe(2 ** 31 - 1);
  });

  it('has the content check in it: the question, and every reply', () => {
    const base = askRow({ n: 4 });
    const checked = (checkModel: string) => askRow({ n: 4, settings: { ...base.settings, checkModel } });
    const more = estimate(checked('hf:check@p'), knownPrices).tokens - estimate(base, knownPrices).tokens;
    expect(more).toBeGreaterThan(5 * 2048 + 4 * MAX_TOKENS);
    expect(estimate(checked('anthropic:claude-haiku-4-5'), knownPrices).usd).toBeGreaterThan(0.05);
  });
});
