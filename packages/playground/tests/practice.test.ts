import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rrmSystem, rrmUser } from '../../../src/judge/formats/rrm.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { findQuestion } from '../src/practice/find-question.ts';
import { judgePair } from '../src/practice/judge.ts';
import { pack } from '../src/practice/pack/index.ts';
import { type PracticeModels, startPracticeModels } from '../src/practice/servers.ts';

describe('the practice pack', () => {
  it('has at least a dozen questions, each with six or more different replies of clearly different quality', () => {
    expect(pack.length).toBeGreaterThanOrEqual(12);
    for (const { replies } of pack) {
      expect(new Set(replies.map(({ text }) => text)).size).toBeGreaterThanOrEqual(6);
      const qualities = replies.map(({ quality }) => quality);
      expect(Math.max(...qualities) - Math.min(...qualities)).toBeGreaterThanOrEqual(6);
      for (const { text, merits, flaws } of replies) {
        for (const words of [text, merits, flaws]) expect(words.trim()).not.toBe('');
        // The judge puts them into the middle of a sentence.
        expect(merits + flaws).not.toMatch(/\.$/);
      }
    }
  });

  it('finds its questions again, with slips of the keyboard, and no others', () => {
    for (const known of pack) {
      expect(findQuestion(known.question)).toBe(known);
      expect(findQuestion(` ${known.question.toUpperCase().replace('?', '')} `)).toBe(known);
    }
    expect(findQuestion('why is teh sky bleu')?.question).toBe('Why is the sky blue?');
    expect(findQuestion('Who won the football world cup in 1954?')).toBeNull();
  });
});

describe('the practice judge', () => {
  it('prefers the best to the worst, in both orders, and gives its reasons', () => {
    for (const { question, replies } of pack) {
      const sorted = [...replies].sort((a, b) => b.quality - a.quality);
      const [best, worst] = [sorted[0]?.text ?? '', sorted.at(-1)?.text ?? ''];
      expect(judgePair(rrmUser(question, best, worst))?.answer).toBe('\\boxed{Assistant 1}');
      const other = judgePair(rrmUser(question, worst, best));
      expect(other?.answer).toBe('\\boxed{Assistant 2}');
      expect(other?.reasoning).toContain(sorted[0]?.merits);
      expect(other?.reasoning).toContain(sorted.at(-1)?.flaws);
      expect(other?.reasoning.split(/\s+/).length).toBeGreaterThan(80);
    }
  });
});

describe('the practice models, through the real SDKs', () => {
  let practice: PracticeModels;
  beforeAll(async () => {
    practice = await startPracticeModels({ pace: 0 });
  });
  afterAll(() => practice.close());
  const open = () => openModels({ anthropicApiKey: 'practice', anthropicBaseUrl: practice.anthropicBaseUrl });
  const ask = (content: string) => ({
    messages: [{ role: 'user' as const, content }],
    maxTokens: 1000,
    temperature: 0.7,
  });

  it('give different replies to one question, whichever model is asked', async () => {
    for (const { question, replies } of pack) {
      const asked = replies.map((_, i) => open()(practice.candidateModels[i % 3] ?? '').reply(ask(question)));
      const texts = (await Promise.all(asked)).map(({ text }) => text);
      expect(new Set(texts)).toEqual(new Set(replies.map(({ text }) => text)));
    }
  });

  it('say what they are when they do not know, and how to use a real one', async () => {
    const asked = Array.from({ length: 6 }, () =>
      open()(practice.candidateModels[0] ?? '').reply(ask('Who won in 1954?')),
    );
    const texts = (await Promise.all(asked)).map(({ text }) => text).join('\n');
    for (const words of ['practice model', 'ANTHROPIC_API_KEY', 'HF_TOKEN', 'CANDIDATE_MODELS', 'JUDGE_MODEL'])
      expect(texts).toContain(words);
  });

  it('judge in RRM’s own format', async () => {
    const [one, two] = pack[0]?.replies ?? [];
    const user = rrmUser(pack[0]?.question ?? '', one?.text ?? '', two?.text ?? '');
    const reply = await open()(practice.judgeModel).reply({ system: rrmSystem, ...ask(user) });
    expect(reply.text).toMatch(/^<think>[\s\S]+<\/think>\s+\\boxed\{Assistant [12]\}$/);
    expect(reply.usage.outputTokens).toBeGreaterThan(50);
  });
});
