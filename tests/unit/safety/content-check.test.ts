import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { refusalOf } from '../../../src/asks/refusal.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { endpointCheck, modelCheck, readContentCheck } from '../../../src/safety/content-check.ts';
import { openAiReply, sse, startModelServer } from '../../support/model-server.ts';

const never = new AbortController().signal;
let server: Server | { close: () => unknown } | null = null;
afterEach(() => void server?.close());

async function endpoint(status: number, body: unknown): Promise<string> {
  const own = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server = own;
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(own.address() as AddressInfo).port}/v1/moderations`;
}

describe('a content check', () => {
  it.each([
    [{ results: [{ flagged: false }] }, null],
    [{ results: [{ flagged: true }] }, 'content'],
    [{ results: [] }, 'content-unchecked'],
    [{ error: 'no' }, 'content-unchecked'],
  ])('by an endpoint that answers %j says %s', async (body, refusal) => {
    expect(await refusalOf('text', endpointCheck(await endpoint(200, body), 'key'), never)).toBe(refusal);
  });

  it.each([
    ['of the wrong type', { results: [{ flagged: 'no' }] }],
    ['of too many bytes', { results: [{ flagged: false }], more: 'x'.repeat(70_000) }],
    ['that is none', null],
  ])('by an endpoint with an answer %s lets nothing through', async (_what, body) => {
    expect(await refusalOf('text', endpointCheck(await endpoint(200, body), 'key'), never)).toBe('content-unchecked');
  });

  it('by a model tells a meter what it takes', async () => {
    const own = await startModelServer((response) => void sse(response).end(openAiReply('SAFE')));
    server = own;
    const taken: number[] = [];
    const meter = {
      async begin() {
        return { end: async ({ outputTokens }: { outputTokens: number }) => void taken.push(outputTokens) };
      },
    };
    const model = openModels({ policy: { attempts: 1 } })(`hf:model@${own.url}/v1`);
    expect(await modelCheck(model).allows('text', never, meter)).toBe(true);
    expect(taken).toEqual([9]);
  });

  it('that cannot be reached lets nothing through', async () => {
    expect(await refusalOf('text', endpointCheck('http://127.0.0.1:1/', undefined), never)).toBe('content-unchecked');
    expect(await refusalOf('text', endpointCheck(await endpoint(500, {}), undefined), never)).toBe('content-unchecked');
  });

  it.each([
    ['SAFE', null],
    ['<think>Is it UNSAFE? No.</think> Safe.', null],
    ['UNSAFE', 'content'],
    ['I cannot say.', 'content'],
    ['SAFE, although UNSAFE in parts', 'content'],
  ])('by a model that answers %j says %s', async (reply, refusal) => {
    const own = await startModelServer((response) => void sse(response).end(openAiReply(reply)));
    server = own;
    const model = openModels({ policy: { attempts: 1 } })(`hf:model@${own.url}/v1`);
    expect(await refusalOf('text', modelCheck(model), never)).toBe(refusal);
  });

  it('is off, an endpoint or a model', () => {
    expect(readContentCheck('off')).toBeNull();
    expect(readContentCheck('endpoint:https://api.example/v1/moderations')).toMatchObject({ kind: 'endpoint' });
    expect(readContentCheck('model:anthropic:claude-x')).toEqual({ kind: 'model', name: 'anthropic:claude-x' });
    for (const wrong of ['on', 'endpoint:', 'endpoint:nowhere', 'endpoint:file:///etc/passwd', 'model:'])
      expect(() => readContentCheck(wrong)).toThrow(/none of off/);
    expect(() => readContentCheck('model:nowhere')).toThrow(/vendor:model/);
  });
});
