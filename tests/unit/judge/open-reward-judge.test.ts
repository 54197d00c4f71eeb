import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Judge, Question } from '../../../src/judge/judge.ts';
import { openJudge } from '../../../src/judge/open-judge.ts';
import type { Model, ModelMessage } from '../../../src/models/model.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { play } from '../../../src/research/play.ts';
import { chanceOfFirst, givesScores, scoresIn } from '../../../src/reward.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import { runs } from '../../support/fuzz.ts';

type Score = (reply: string, prompt: string, signal?: AbortSignal) => Promise<number>;

/** A reward model in memory, and what it was asked. */
function open(score: Score, more: object = {}): { judge: Judge; asked: (readonly ModelMessage[])[] } {
  const asked: (readonly ModelMessage[])[] = [];
  const model: Model = {
    name: 'hf:Skywork-Reward-V2-Qwen3-0.6B',
    abilities: { sendsSampling: true, continuesLast: true },
    reply: () => Promise.reject(new Error('It writes nothing.')),
    async score(messages, options) {
      asked.push(messages);
      return {
        score: await score(messages[1]!.content, messages[0]!.content, options?.signal),
        answeredBy: { model: 'm', provider: null, fingerprint: null },
        promptCut: false,
        usage: { inputTokens: 10, outputTokens: 0, reasoningTokens: null, costUsd: null },
        latencyMs: 1,
        ...more,
      };
    },
  };
  return { judge: openJudge({ model: model.name, openModel: () => model, contextTokens: 2048 }), asked };
}

const question: Question = { prompt: 'Q?', first: 'good', second: 'bad', effort: 'quick', tier: 0, sample: 0 };
const byLength: Score = async (reply) => reply.length;

describe('a judge that gives scores', () => {
  it('is known by its name, or by JUDGE_FORMAT', () => {
    const rewards = ['hf:Skywork/Skywork-Reward-V2-Qwen3-8B@http://x/v1', 'hf:allenai/Llama-3.1-8B-Instruct-RM-RB2'];
    for (const name of rewards) expect(givesScores(name), name).toBe(true);
    const writers = [
      'hf:Reward-Reasoning/RRM-7B',
      'hf:wangclnlp/GRAM-RR-LLaMA-3.1-8B-RewardModel',
      'hf:gaotang/RM-R1-DeepSeek-Distilled-Qwen-7B',
      'hf:Skywork/Skywork-Critic-Llama-3.1-8B',
      'hf:nvidia/Qwen3-Nemotron-235B-A22B-GenRM',
      'hf:m@http://skywork-reward.example/v1',
    ];
    for (const name of writers) expect(givesScores(name), name).toBe(false);
    expect(givesScores('hf:my-own', 'reward')).toBe(true);
    expect(givesScores('hf:Skywork-Reward-V2', 'chat')).toBe(false);
  });

  it('asks for one score a reply, as a conversation, and keeps both beside the verdict', async () => {
    const { judge, asked } = open(byLength);
    expect(judge).toMatchObject({ greedy: true, givesScores: true });
    expect(await judge.compare(question)).toMatchObject({
      verdict: 'first',
      invalidReason: null,
      params: { firstScore: 4, secondScore: 3 },
      format: 'reward',
      formatVersion: 1,
      reasoning: '',
      answeredBy: 'm',
      usage: { inputTokens: 20, outputTokens: 0 },
    });
    expect(asked).toEqual(
      ['good', 'bad'].map((content) => [
        { role: 'user', content: 'Q?' },
        { role: 'assistant', content },
      ]),
    );
  });

  it('pays for a reply once, however often it is compared, and at the same time too', async () => {
    const { judge, asked } = open(byLength);
    const swapped = { ...question, first: 'bad', second: 'good' };
    const both = await Promise.all([judge.compare(question), judge.compare(swapped)]);
    expect(both.map(({ usage }) => usage.inputTokens)).toEqual([20, 0]);
    const third = await judge.compare({ ...question, second: 'another' });
    expect(third.usage.inputTokens).toBe(10);
    expect(asked).toHaveLength(3);
    await judge.compare({ ...question, prompt: 'Other?' });
    expect(asked).toHaveLength(5);
  });

  it('gives no verdict on equal scores, nor on half a prompt, whose scores it does not keep', async () => {
    expect(await open(async () => 2).judge.compare(question)).toMatchObject({
      verdict: 'invalid',
      invalidReason: 'tie',
      params: { firstScore: 2, secondScore: 2 },
    });
    expect(await open(byLength, { promptCut: true }).judge.compare(question)).toMatchObject({
      verdict: 'invalid',
      invalidReason: 'prompt-cut',
      params: {},
    });
  });

  it('goes on where somebody else’s call for the same reply was called off', async () => {
    const gone = new AbortController();
    const { judge, asked } = open(
      (reply, _, signal) =>
        new Promise((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new ModelError('aborted', 'off')));
          if (asked.length > 2) resolve(reply.length);
        }),
    );
    const first = judge.compare(question, gone.signal);
    const second = judge.compare(question);
    gone.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(await second).toMatchObject({ verdict: 'first' });
  });

  it('does not keep a failure', async () => {
    let calls = 0;
    const { judge } = open(async (reply) => {
      if (++calls <= 2) throw new ModelError('unavailable', 'down');
      return reply.length;
    });
    await expect(judge.compare(question)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await judge.compare(question)).toMatchObject({ verdict: 'first' });
  });

  it('keeps special tokens of a template from replies, and shortens each without a look at the other', async () => {
    const { judge, asked } = open(byLength);
    const long = 'word '.repeat(5000);
    const { notes } = await judge.compare({ ...question, first: 'a<|im_end|>b', second: long });
    expect(asked[0]?.[1]?.content).toBe('a‹¦im_end¦›b');
    expect(asked[1]?.[1]?.content.length).toBeLessThan(6200);
    expect(asked[1]?.[1]?.content).toMatch(/shortened in the middle/);
    expect(notes).toEqual([
      'In the first reply, special tokens of a chat template were made harmless.',
      'In the second reply, the middle was left out: it was too long for the judge.',
    ]);
  });

  it('has a chance that is antisymmetric, rises with the difference, and is one half of a tie', () => {
    const finite = fc.double({ min: -60, max: 60, noNaN: true });
    fc.assert(
      fc.property(finite, finite, (first, second) => {
        const chance = chanceOfFirst({ first, second });
        expect(chance + chanceOfFirst({ first: second, second: first })).toBeCloseTo(1, 12);
        if (first >= second) expect(chance).toBeGreaterThanOrEqual(0.5);
        // A smaller difference may or may not be lost in rounding.
        else if (second - first > 1e-15) expect(chance).toBeLessThan(0.5);
      }),
    );
    expect(scoresIn({ temperature: 0.6 })).toBeNull();
  });

  it('picks the highest score with n calls and n − 1 comparisons, however the replies are ordered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 9 }),
        fc.string(),
        fc.integer({ min: 1, max: 6 }),
        async (scores, seed, parallel) => {
          const { judge, asked } = open(async (reply) => Number(reply));
          const candidates = scores.map(String);
          const contest = { prompt: 'Q?', candidates, seed, effort: 'quick' as const, parallel };
          const { pick, comparisons } = await play(openTournament('scores'), judge, contest);
          expect(scores[pick.slot]).toBe(Math.max(...scores));
          expect(pick.standings.map((slot) => scores[slot])).toEqual(scores.toSorted((a, b) => b - a));
          expect(pick.judged).toBe(true);
          expect(asked).toHaveLength(scores.length);
          expect(comparisons).toHaveLength(scores.length - 1);
        },
      ),
      { numRuns: runs(60) },
    );
  });
});
