import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAnother } from '../../../src/models/answerer.ts';
import { isPromptCut } from '../../../src/models/prompt-cut.ts';
import { isAboutContext, refusalWords } from '../../../src/models/refusal-words.ts';

describe('what a server says when it refuses', () => {
  it.each([
    ['transformers', { detail: "Server is pinned to 'judge'; requested 'nobody/has-this'." }, /pinned to 'judge'/],
    ['FastAPI', { detail: [{ loc: ['body'], msg: 'Extra inputs are not permitted', input: 'my question' }] }, /^Extra/],
    [
      'vLLM',
      { error: { message: 'The model `x` does not exist.', type: 'NotFoundError', code: 404 } },
      /does not exist/,
    ],
    ['TGI', { error: 'Input validation error', error_type: 'validation' }, /^Input validation/],
    ['a proxy', { message: 'no healthy upstream' }, /upstream/],
  ])('reaches the operator: %s', (_, body, words) => {
    expect(refusalWords(body, ['my question'])).toMatch(words);
  });

  it.each([[null], ['text'], [{}], [{ error: {} }], [{ detail: [] }], [{ error: { message: '' } }]])(
    'may be nothing: %j',
    (body) => {
      expect(refusalWords(body, [])).toBeNull();
    },
  );

  it('never quotes what was sent', () => {
    const text = fc.string({ minLength: 24, maxLength: 400 });
    fc.assert(
      fc.property(text, fc.string(), fc.string(), fc.nat(100), (prompt, before, after, at) => {
        const part = prompt
          .replace(/\s+/g, ' ')
          .trim()
          .slice(at % 10, 60 + (at % 10));
        fc.pre(part.length >= 30);
        const shown = refusalWords({ error: { message: `${before}${part}${after}` } }, [prompt]);
        if (shown !== null) expect(shown).not.toContain(part.slice(0, 25));
      }),
    );
    expect(refusalWords({ detail: 'cannot answer: hi there' }, ['hi there'])).toBeNull();
  });

  it.each([
    'request (12024 tokens) exceeds the available context size (4096 tokens), try increasing it',
    "This model's maximum context length is 4096 tokens. However, your prompt contains at least 4097 input tokens",
    '`inputs` tokens + `max_new_tokens` must be <= 4096. Given: input length 5000',
  ])('is known to be about the context: %s', (words) => {
    expect(isAboutContext(words)).toBe(true);
  });
});

describe('a prompt that a server cut', () => {
  const request = (content: string) => ({ messages: [{ role: 'user' as const, content }], maxTokens: 1 });
  const words = Array.from({ length: 12_000 }, (_, i) => `word${i % 977}`).join(' ');

  it.each([
    ['prose', words, 2050, true],
    ['prose, in a context of half of it', words, 8191, true],
    ['prose, read whole', words, 15_000, false],
    ['prose, read whole by a tokenizer that joins words', words, 10_500, false],
    ['Chinese', '今天的天气很好我们去公园散步'.repeat(500), 500, true],
    ['Chinese, read whole', '今天的天气很好我们去公园散步'.repeat(500), 4500, false],
    ['nothing but blanks', ' '.repeat(70_000), 40, false],
    ['one word again and again', 'ha '.repeat(20_000), 900, false],
    ['a rule of signs', '─'.repeat(60_000), 700, false],
    ['a short one', 'What is the capital of France?', 3, false],
    ['one whose server counts something else', words, 7, false],
    ['one whose server does not count', words, null, false],
  ] as const)('is found by what it read: %s', (_, content, read, cut) => {
    expect(isPromptCut(request(content), read)).toBe(cut);
  });
});

describe('who answered', () => {
  it.each([
    ['hf:Reward-Reasoning/RRM-7B@featherless-ai', 'Reward-Reasoning/RRM-7B'],
    ['hf:Reward-Reasoning/RRM-7B', 'RRM-7B@featherless-ai'],
    ['anthropic:claude-sonnet-5-5', 'claude-sonnet-5-5-20260901'],
    ['hf:judge@http://127.0.0.1:8001/v1', 'judge@main'],
    ['hf:gemma@http://127.0.0.1:8002/v1', 'gemma.gguf'],
    ['hf:x/y', null],
    ['hf:x/y', '?@together'],
  ])('%s is the same as %s', (asked, answered) => {
    expect(isAnother(asked, answered)).toBe(false);
  });

  it.each([
    ['hf:nobody/has-this@http://127.0.0.1:8002/v1', 'gemma'],
    ['hf:Reward-Reasoning/RRM-32B', 'Reward-Reasoning/RRM-7B'],
  ])('%s is another than %s', (asked, answered) => {
    expect(isAnother(asked, answered)).toBe(true);
  });
});
