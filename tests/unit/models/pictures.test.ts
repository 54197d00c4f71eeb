import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { mostInputTokens } from '../../../src/models/estimate-tokens.ts';
import type { ModelRequest } from '../../../src/models/model.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { mostPictureTokens } from '../../../src/models/picture-tokens.ts';
import { openSight } from '../../../src/models/sight.ts';
import { anthropicReply, type ModelServer, openAiReply, sse, startModelServer } from '../../support/model-server.ts';

let server: ModelServer;
afterEach(() => server?.close());

const picture = { type: 'image/jpeg', data: 'AAEC', width: 1000, height: 750 } as const;
const request: ModelRequest = {
  messages: [
    { role: 'user', content: 'Before?' },
    { role: 'assistant', content: 'Yes.' },
    { role: 'user', content: 'What is this?', pictures: [picture] },
  ],
  maxTokens: 100,
};

describe('a picture', () => {
  it('goes to Claude as a block of its own, in front of the text', async () => {
    server = await startModelServer((response) => void sse(response).end(anthropicReply('A cat.')));
    const open = openModels({ anthropicApiKey: 'key', anthropicBaseUrl: server.url });
    await open('anthropic:claude-opus-4-6').reply(request);
    expect(server.requests[0]?.messages).toEqual([
      { role: 'user', content: 'Before?' },
      { role: 'assistant', content: 'Yes.' },
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: 'AAEC' } },
          { type: 'text', text: 'What is this?' },
        ],
      },
    ]);
  });

  it('goes to a server in OpenAI’s protocol as a data URL, in front of the text', async () => {
    server = await startModelServer((response) => void sse(response).end(openAiReply('A cat.')));
    await openModels({})(`hf:eyes@${server.url}/v1`).reply(request);
    expect(server.requests[0]?.messages).toEqual([
      { role: 'user', content: 'Before?' },
      { role: 'assistant', content: 'Yes.' },
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,AAEC' } },
          { type: 'text', text: 'What is this?' },
        ],
      },
    ]);
  });

  it('counts at least what Claude and Qwen count, and no more than either’s greatest', () => {
    const side = fc.integer({ min: 1, max: 8000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const tokens = mostPictureTokens({ width, height });
        expect(tokens).toBeGreaterThanOrEqual(Math.min(16_384, (width * height) / 784));
        expect(tokens).toBeLessThanOrEqual(16_384);
      }),
    );
    const without = request.messages.map(({ role, content }) => ({ role, content }));
    expect(mostInputTokens(request)).toBe(mostInputTokens({ messages: without }) + mostPictureTokens(picture));
  });
});

describe('sight', () => {
  const serve = async (pages: Record<string, object>) => {
    server = await startModelServer((response, body, _, { path }) => {
      const page = pages[path];
      response.writeHead(page ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(page ?? { error: { message: 'none', body } }));
    });
  };
  const sight = (known: string[] = [], now = () => 0) =>
    openSight({ known, hfToken: undefined, serverKey: 'my-key', router: `${server.url}/router/v1`, now });
  const eyes = () => `hf:owner/eyes@${server.url}/v1`;

  it.each([
    ['llama-server', { '/props': { modalities: { vision: true, audio: false } } }],
    ['Ollama', { '/api/show': { capabilities: ['completion', 'vision'] } }],
    ['LM Studio', { '/api/v0/models': { data: [{ id: 'owner/eyes', type: 'vlm' }] } }],
    [
      'OpenRouter',
      { '/v1/models': { data: [{ id: 'owner/eyes', architecture: { input_modalities: ['text', 'image'] } }] } },
    ],
  ])('is what %s says of a model', async (_, pages) => {
    await serve(pages);
    expect(await sight().blindAmong([eyes()])).toEqual([]);
    expect(server.received.find(({ path }) => path === '/api/show')?.body).toEqual({ model: 'owner/eyes' });
    expect(server.received.every(({ headers }) => headers.authorization === 'Bearer my-key')).toBe(true);
  });

  it.each([
    ['no page', {}],
    ['a llama-server without a projector', { '/props': { modalities: { vision: false } } }],
    ['a model of Ollama for text', { '/api/show': { capabilities: ['completion', 'tools'] } }],
    [
      'another model’s entry',
      { '/v1/models': { data: [{ id: 'other', architecture: { input_modalities: ['image'] } }] } },
    ],
    [
      'anything else',
      { '/props': { modalities: 'vision' }, '/api/show': { capabilities: 'vision' }, '/v1/models': { data: 1 } },
    ],
  ])('is not assumed where a server has %s', async (_, pages) => {
    await serve(pages);
    expect(await sight().blindAmong([eyes()])).toEqual([eyes()]);
  });

  it('is every Claude’s, no file’s, and that of every model that the operator names', async () => {
    await serve({});
    const names = ['anthropic:claude-sonnet-5-5', 'anthropic:other', 'local:a/b.gguf', 'hf:owner/a', eyes(), eyes()];
    expect(await sight([eyes()]).blindAmong(names)).toEqual(['anthropic:other', 'local:a/b.gguf', 'hf:owner/a']);
  });

  it('is remembered for ten minutes; blindness is asked for anew', async () => {
    const pages: Record<string, object> = {};
    await serve(pages);
    let now = 0;
    const one = sight([], () => now);
    expect(await one.blindAmong([eyes()])).toHaveLength(1);
    pages['/props'] = { modalities: { vision: true } };
    expect(await one.blindAmong([eyes()])).toEqual([]);
    const before = server.requests.length;
    expect(await one.blindAmong([eyes()])).toEqual([]);
    expect(server.requests).toHaveLength(before);
    now = 10 * 60_000 + 1;
    delete pages['/props'];
    expect(await one.blindAmong([eyes()])).toHaveLength(1);
  });
});
