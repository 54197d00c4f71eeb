import { afterEach, describe, expect, it } from 'vitest';
import { writeCandidate } from '../../../src/candidates/write-candidate.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { chunk, type ModelServer, openAiReply, sse, startModelServer, usageChunk } from '../../support/model-server.ts';
import { codeOf, failure } from '../models/ask.ts';

let server: ModelServer;
afterEach(() => server.close());

const plan = { temperature: 0.4, style: { name: 'brief', hint: 'Be brief.' } };
const never = new AbortController().signal;
const write = (more: { signal?: AbortSignal; style?: typeof plan.style; ageRestricted?: boolean } = {}) =>
  writeCandidate(
    openModels({ policy: { attempts: 1 } })(`hf:model@${server.url}/v1`),
    [{ role: 'user', content: 'Why is the sky blue?' }],
    { ...plan, ...(more.style ? { style: more.style } : {}), ageRestricted: more.ageRestricted ?? false },
    more.signal ?? never,
  );
const answering = (text: string, finish?: string) =>
  startModelServer((response) => void sse(response).end(openAiReply(text, finish)));

describe('a candidate', () => {
  it('is asked for with its own style and temperature, and comes without its reasoning', async () => {
    server = await startModelServer((response) => {
      sse(response).write(chunk({ reasoning_content: 'In a field. ' }));
      response.end(openAiReply('<think>Inline.</think>\n\nScattering.'));
    });
    expect(await write()).toEqual({
      text: 'Scattering.',
      answeredBy: 'm',
      stopReason: 'end',
      usage: { inputTokens: 7, outputTokens: 9, reasoningTokens: null, costUsd: null },
      latencyMs: expect.any(Number),
      firstTokenMs: expect.any(Number),
    });
    expect(server.requests[0]).toMatchObject({
      temperature: 0.4,
      messages: [
        { role: 'system', content: expect.stringMatching(/Discord[\s\S]*Be brief\.$/) },
        { role: 'user', content: 'Why is the sky blue?' },
      ],
    });
  });

  it('tells a meter what it takes, also where nothing comes of it', async () => {
    server = await answering('<think>only thoughts</think>');
    const outcomes: string[] = [];
    const meter = {
      async begin() {
        return { end: async (_taken: object, { outcome }: { outcome: string }) => void outcomes.push(outcome) };
      },
    };
    const model = openModels({ policy: { attempts: 1 } })(`hf:model@${server.url}/v1`);
    await failure(writeCandidate(model, [{ role: 'user', content: 'Why?' }], plan, never, meter));
    expect(outcomes).toEqual(['done']);
  });

  it('in the plain style has no hint', async () => {
    server = await answering('Scattering.');
    await write({ style: { name: 'plain', hint: '' } });
    expect(server.requests[0]).toMatchObject({
      messages: [{ content: expect.stringMatching(/nothing gory\.$/) }, {}],
    });
  });

  it('for a channel that is kept to adults is not told to spare children', async () => {
    server = await answering('Scattering.');
    await write({ ageRestricted: true });
    expect(JSON.stringify(server.requests[0])).not.toMatch(/gory/);
  });

  it('that was cut short is kept, and marked', async () => {
    server = await answering('Because of', 'length');
    expect(await write()).toMatchObject({ text: 'Because of', stopReason: 'length' });
  });

  it.each([
    ['<think>only thoughts</think>', 'stop', /nothing/],
    ['<think>and on and on', 'length', /ran out of tokens/],
    ['', 'content_filter', /declined/],
  ])('with nothing to show is a failure: %j (%s)', async (text, finish, words) => {
    server = await answering(text, finish);
    const thrown = await failure(write());
    expect(thrown).toMatchObject({ code: 'bad-response', message: expect.stringMatching(words) });
    expect(thrown.message).not.toMatch(/thoughts/);
  });

  it.each([
    ['the end of its turn', 'Scattering.<|im_end|>'],
    ['a thought of another family', '[THINK]plan[/THINK]Scattering.'],
    ['a channel', '<|channel|>analysis<|message|>plan<|end|><|start|>assistant<|channel|>final<|message|>Scattering.'],
  ])('comes without %s', async (_, reply) => {
    server = await answering(reply);
    expect((await write()).text).toBe('Scattering.');
  });

  it('comes without the prompt that a server streams back first', async () => {
    server = await startModelServer((response, { messages }) => {
      const turns = (messages as { role: string; content: string }[]).map(
        ({ role, content }) => `${role}\n${content}\n`,
      );
      sse(response).end(openAiReply(`${turns.join('')}assistant\n<think>\nplan</think>Scattering.`));
    });
    expect((await write()).text).toBe('Scattering.');
  });

  it('to half of a question is none', async () => {
    server = await startModelServer(
      (response) => void sse(response).end(`${chunk({ content: 'Hm.' })}${chunk({}, 'stop')}${usageChunk(2050, 5)}`),
    );
    const content = Array.from({ length: 9000 }, (_, i) => `word${i % 977}`).join(' ');
    const model = openModels({ policy: { attempts: 1 } })(`hf:model@${server.url}/v1`);
    expect(await failure(writeCandidate(model, [{ role: 'user', content }], plan, never))).toMatchObject({
      message: expect.stringMatching(/read only a part/),
    });
  });

  it('that fails says how, and one that nobody wants any more ends', async () => {
    server = await startModelServer((response) => void response.writeHead(401).end());
    expect(await codeOf(write())).toBe('unauthorized');
    expect(await codeOf(write({ signal: AbortSignal.abort() }))).toBe('aborted');
  });

  it.each([
    '\u200b',
    ' \u2060\n\ufeff',
    '<think>Well.</think>\u200b',
    '\u3164',
    '** **',
    '_\u200b_',
    '\u2800',
    '~~ ~~',
    '||\u200b||',
    '`\u200b`',
    '```\n\n```',
    '```js\n```',
  ])('counts as nothing where it shows nothing: %j', async (text) => {
    server = await answering(text);
    expect(await codeOf(write())).toBe('bad-response');
  });

  it.each(['*', '_', '👩‍🚀', '.', '** a **'])('counts where it shows something, however little: %j', async (text) => {
    server = await answering(text);
    expect((await write()).text).toBe(text);
  });

  it('is told what Discord cannot draw', async () => {
    server = await answering('Scattering.');
    await write();
    expect(JSON.stringify(server.requests[0])).toMatch(/no tables, no LaTeX and no HTML/);
  });
});
