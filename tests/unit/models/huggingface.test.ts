import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { openModels } from '../../../src/models/open-models.ts';
import { chunk, type ModelServer, openAiReply, sse, startModelServer, usageChunk } from '../../support/model-server.ts';
import { failure, request } from './ask.ts';

let server: ModelServer;
afterEach(() => server.close());

const quick = { attempts: 1, connectMs: 2000, firstTokenMs: 2000, idleMs: 2000 };
const local = (more = {}) => openModels({ policy: quick, ...more })(`hf:model@${server.url}/v1`);
const done = 'data: [DONE]\n\n';

describe('OpenAI-compatible servers', () => {
  it.each(['reasoning', 'reasoning_content'])('are read with a thought in the field %s', async (field) => {
    server = await startModelServer((response) => {
      sse(response);
      response.write(chunk({ role: 'assistant', [field]: 'Hm. ' }));
      response.write(chunk({ [field]: 'Yes.', content: null }));
      response.write(chunk({ content: 'Hello' }));
      response.write(chunk({}, 'stop'));
      response.end(`${usageChunk(7, 9)}${done}`);
    });
    const deltas: object[] = [];
    const reply = await local().reply(request, { onDelta: (delta) => deltas.push(delta) });
    expect(reply).toMatchObject({
      text: 'Hello',
      reasoning: 'Hm. Yes.',
      stopReason: 'end',
      usage: { inputTokens: 7, outputTokens: 9, reasoningTokens: null, costUsd: null },
    });
    expect(deltas).toEqual([{ reasoning: 'Hm. ' }, { reasoning: 'Yes.' }, { text: 'Hello' }]);
    expect(server.received[0]).toMatchObject({
      path: '/v1/chat/completions',
      body: {
        model: 'model',
        temperature: 0.6,
        top_p: 1,
        max_tokens: 100,
        stream: true,
        stream_options: { include_usage: true },
        messages: [
          { role: 'system', content: 'Be kind.' },
          { role: 'user', content: 'Hello?' },
        ],
      },
    });
    expect(server.received[0]?.headers).not.toHaveProperty('authorization');
    expect(server.requests[0]).not.toHaveProperty('continue_final_message');
  });

  it('may send one of the two fields of a thought empty', async () => {
    server = await startModelServer(
      (response) =>
        void sse(response).end(
          `${chunk({ reasoning: '', reasoning_content: 'plan', content: '' })}${openAiReply('Hello')}`,
        ),
    );
    expect(await local().reply(request)).toMatchObject({ text: 'Hello', reasoning: 'plan' });
  });

  it('may write the type of their content in capitals', async () => {
    server = await startModelServer((response) => {
      response.writeHead(200, { 'Content-Type': 'Text/Event-Stream; charset=UTF-8' }).end(openAiReply('Hello'));
    });
    expect((await local().reply(request)).text).toBe('Hello');
  });

  it('have inline thoughts left in the text, for its reader to judge', async () => {
    server = await startModelServer((response) => void sse(response).end(openAiReply('<think>a</think>b', 'length')));
    expect(await local().reply(request)).toMatchObject({ text: '<think>a</think>b', stopReason: 'length' });
  });

  it('may decline', async () => {
    server = await startModelServer((response) => void sse(response).end(openAiReply('', 'content_filter')));
    expect(await local().reply(request)).toMatchObject({ text: '', stopReason: 'refused', firstTokenMs: null });
  });

  it('may count thoughts', async () => {
    const usage = {
      prompt_tokens: 1,
      completion_tokens: 8,
      total_tokens: 9,
      completion_tokens_details: { reasoning_tokens: 6 },
    };
    server = await startModelServer((response) => void sse(response).end(chunk({ content: 'x' }, 'stop', { usage })));
    expect((await local().reply(request)).usage).toMatchObject({ outputTokens: 8, reasoningTokens: 6 });
  });

  it('may count nothing; what that costs is unknown, whatever the price', async () => {
    server = await startModelServer((response) => void sse(response).end(chunk({ content: 'x' }, 'stop') + done));
    const reply = await local({ prices: { 'hf:model': { input: 1, output: 1 } } }).reply(request);
    expect(reply.usage).toEqual({ inputTokens: null, outputTokens: null, reasoningTokens: null, costUsd: null });
  });

  it('are asked to continue a message where that is wanted', async () => {
    server = await startModelServer((response) => void sse(response).end(openAiReply('x')));
    await local().reply({
      ...request,
      messages: [...request.messages, { role: 'assistant', content: '<think>' }],
      continueLast: true,
    });
    expect(server.requests[0]).toMatchObject({ continue_final_message: true, add_generation_prompt: false });
  });

  it('may say in every chunk that there is no error, and end without the end of a line', async () => {
    const none = { error: null };
    server = await startModelServer(
      (response) =>
        void sse(response).end(`${chunk({ content: 'x' }, null, none)}${chunk({}, 'stop', none)}data: [DONE]`),
    );
    expect((await local().reply(request)).text).toBe('x');
  });

  it('may name a model by its path', async () => {
    server = await startModelServer((response) => void sse(response).end(openAiReply('x')));
    await openModels({ hfToken: undefined })(`hf:/models/RRM-7B@${server.url}/v1`).reply(request);
    expect(server.requests[0]).toMatchObject({ model: '/models/RRM-7B' });
  });

  it.each([
    ['null on every chunk, and then a broken connection', chunk({ content: 'half' }, 'null')],
    ['abort', chunk({ content: 'half' }, 'abort')],
    ['stop on every chunk but the last', chunk({ content: 'half' }, 'stop') + chunk({ content: ' more' })],
  ])('that end with %s have cut it', async (_, body) => {
    server = await startModelServer((response) => void sse(response).end(body + done));
    expect(await failure(local().reply(request))).toMatchObject({ code: 'cut' });
  });

  it('get their own key, and never the token of Hugging Face', async () => {
    server = await startModelServer((response) => void sse(response).end(openAiReply('x')));
    await local({ hfToken: 'hf_secret' }).reply(request);
    await local({ hfToken: 'hf_secret', serverKey: 'mine' }).reply(request);
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer mine']);
  });

  it('that end a stream early but cleanly have cut it', async () => {
    server = await startModelServer((response) => void sse(response).end(chunk({ content: 'half' }) + done));
    expect(await failure(local().reply(request))).toMatchObject({ code: 'cut', begun: true });
  });

  it('whose connection breaks in the middle have cut it', async () => {
    server = await startModelServer((response) => {
      sse(response).write(chunk({ content: 'half' }), () => response.destroy());
    });
    expect(await failure(local().reply(request))).toMatchObject({ code: 'cut', begun: true });
  });

  it('that send nonsense are cut off at once, though they would go on', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    server = await startModelServer((response) => {
      closed = once(response, 'close');
      sse(response).write('data: {nonsense\n\n');
    });
    const thrown = await failure(local().reply(request));
    expect(thrown.code).toBe('bad-response');
    expect(`${thrown.message} ${(thrown.cause as Error)?.stack}`).not.toMatch(/nonsense/);
    await closed;
  });

  it('are told apart from a server that answers with a web page', async () => {
    server = await startModelServer(
      (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    );
    expect(await failure(local().reply(request))).toMatchObject({
      code: 'bad-response',
      message: expect.stringMatching(/address/),
    });
  });

  it.each([
    [401, 'unauthorized'],
    [402, 'unauthorized'],
    [404, 'not-found'],
    [422, 'bad-request'],
    [429, 'rate-limited'],
    [503, 'unavailable'],
  ])('are understood when they answer HTTP %i', async (status, code) => {
    server = await startModelServer(
      (response) =>
        void response
          .writeHead(status, { 'content-type': 'application/json', 'retry-after': '3' })
          .end('{"error":{"message":"secret prompt"}}'),
    );
    const thrown = await failure(local({ serverKey: 'secret-key' }).reply(request));
    expect(thrown).toMatchObject({ code, status, retryAfterMs: 3000 });
    expect(`${thrown.stack} ${(thrown.cause as Error).stack} ${JSON.stringify(thrown.cause)}`).not.toMatch(
      /secret|Hello/,
    );
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['{"error":"too long","error_type":"validation"}', 'bad-request'],
    ['{"error":{"message":"too long","code":400}}', 'bad-request'],
    ['{"error":"busy","error_type":"overloaded"}', 'unavailable'],
    ['{"error":"whatever"}', 'unavailable'],
  ])('are understood when they answer HTTP 200 and stream %s', async (body, code) => {
    server = await startModelServer((response) => void sse(response).end(`data: ${body}\n\n`));
    expect(await failure(local().reply(request))).toMatchObject({ code, begun: false });
  });

  const inItsWords = { code: 'bad-request', serverSaid: ' The server says: “the request exceeds the context size”.' };
  const error = { code: 400, message: 'the request exceeds the context size' };
  it.each([
    ['inside the stream', 'text/event-stream', `data: ${JSON.stringify({ error })}\n\n`, inItsWords],
    ['as a field of the stream', 'text/event-stream', `error: ${JSON.stringify(error)}\n\n`, inItsWords],
    [
      'in the choice',
      'text/event-stream',
      `data: ${JSON.stringify({ choices: [{ delta: { content: '' }, finish_reason: 'error', error }] })}\n\n`,
      inItsWords,
    ],
    ['in a body that is no stream', 'application/json', JSON.stringify({ error }), inItsWords],
    [
      'with the question in it',
      'application/json',
      JSON.stringify({ error: { code: 400, message: 'I cannot answer Hello?' } }),
      { code: 'bad-request', serverSaid: '' },
    ],
    [
      'about the key',
      'text/event-stream',
      'data: {"error":{"code":401,"message":"no such key: sk-123"}}\n\n',
      { code: 'unauthorized', serverSaid: '' },
    ],
  ])('that fail behind an HTTP 200, %s, are heard', async (_, type, body, heard) => {
    server = await startModelServer((response) => void response.writeHead(200, { 'content-type': type }).end(body));
    expect(await failure(local().reply(request))).toMatchObject(heard);
  });

  it.each([
    ['in Google’s spelling', [{ delta: { content: 'Hel' } }, { delta: { content: 'lo' }, finishReason: 'stop' }]],
    [
      'by an empty word before',
      [
        { delta: { content: 'Hello' }, finish_reason: '' },
        { delta: {}, finish_reason: 'stop' },
      ],
    ],
  ])('may say %s that they are done', async (_, choices) => {
    const chunks = choices.map((choice) => `data: ${JSON.stringify({ choices: [choice] })}\n\n`).join('');
    server = await startModelServer((response) => void sse(response).end(`${chunks}data: [DONE]\n\n`));
    expect(await local().reply(request)).toMatchObject({ text: 'Hello', stopReason: 'end' });
  });

  it('may count so far in every chunk: the last count is the whole', async () => {
    const counted = (completion_tokens: number, delta: object, finish: string | null) =>
      chunk(delta, finish, { usage: { prompt_tokens: 100, completion_tokens } });
    server = await startModelServer(
      (response) =>
        void sse(response).end(
          `${counted(1, { content: 'a' }, null)}${counted(2, { content: 'b' }, null)}${counted(3, {}, 'stop')}data: [DONE]\n\n`,
        ),
    );
    expect((await local().reply(request)).usage).toMatchObject({ inputTokens: 100, outputTokens: 3 });
  });

  it('may not be there', async () => {
    server = await startModelServer(() => {});
    await server.close();
    const thrown = await failure(local().reply(request));
    expect(thrown.code).toBe('unavailable');
    // The cause, for the log.
    expect(((thrown.cause as Error).cause as { code?: string }).code).toBe('ECONNREFUSED');
  });
});

describe('Hugging Face', () => {
  const open = (name: string, more = {}) =>
    openModels({ hfToken: 'hf_secret', hfBaseUrl: server.url, policy: quick, ...more })(name);

  it('is asked through its router, with its token, where no place is named', async () => {
    server = await startModelServer((response) => void sse(response).end(openAiReply('Hello')));
    expect((await open('hf:org/auto').reply(request)).text).toBe('Hello');
    expect(server.received).toMatchObject([
      {
        path: '/v1/chat/completions',
        headers: { authorization: 'Bearer hf_secret' },
        body: { model: 'org/auto' },
      },
    ]);
  });

  it('looks a named provider’s own name of the model up, once, and asks that provider', async () => {
    const mapping = { 'featherless-ai': { providerId: 'own/name', status: 'live', task: 'conversational' } };
    server = await startModelServer((response, _body, _count, { method }) => {
      if (method === 'POST') return void sse(response).end(openAiReply('Hello'));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ inferenceProviderMapping: mapping }));
    });
    const model = open('hf:org/named@featherless-ai');
    await model.reply(request);
    expect((await model.reply(request)).text).toBe('Hello');
    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/models/org/named?expand[]=inferenceProviderMapping',
      'POST /featherless-ai/v1/chat/completions',
      'POST /featherless-ai/v1/chat/completions',
    ]);
    expect(server.requests[1]).toMatchObject({ model: 'own/name' });
  });

  it.each([
    ['that the hub does not know', 'hf:org/none@featherless-ai', {}],
    ['that this provider does not serve', 'hf:org/elsewhere@featherless-ai', { inferenceProviderMapping: {} }],
    ['of a provider that nobody knows', 'hf:org/m@no-such-provider', {}],
  ])('says so of a model %s', async (_what, name, answer) => {
    server = await startModelServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    expect(await failure(open(name).reply(request))).toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/check its name/),
    });
  });

  it('is not waited for where the look-up hangs', async () => {
    server = await startModelServer(() => {});
    const slow = open('hf:org/slow@featherless-ai', { policy: { ...quick, connectMs: 40 } });
    expect((await failure(slow.reply(request))).code).toBe('timeout');
    await server.settled();
  });

  it('says which token is missing, and which is none', async () => {
    server = await startModelServer(() => {});
    expect(await failure(open('hf:org/m', { hfToken: undefined }).reply(request))).toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(/HF_TOKEN is not set/),
    });
    expect(await failure(open('hf:org/m', { hfToken: 'other' }).reply(request))).toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(/hf_/),
    });
    expect(server.requests).toEqual([]);
  });
});
