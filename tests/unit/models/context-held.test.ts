import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { contextHeld } from '../../../src/models/context-held.ts';
import { runs } from '../../support/fuzz.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';

let server: ModelServer | undefined;
afterEach(() => server?.close());

type Pages = Readonly<Record<string, string>>;

/** Asks a server that has these pages, and 404 for the others. */
async function held(pages: Pages, model = 'judge', key?: string): Promise<number | null> {
  server = await startModelServer((response, _body, _count, { path }) => {
    const page = pages[path];
    response.writeHead(page === undefined ? 404 : 200).end(page ?? '{"detail":"Not Found"}');
  });
  const keys = { hfToken: 'hf_other', serverKey: key };
  return contextHeld(`hf:${model}@${server.url}/v1`, keys, AbortSignal.timeout(5000));
}

const recorded = readFileSync(new URL('../../support/recorded/model-servers.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { server: string; case: string; body: string })
  .filter((one) => one.case === 'models');
const listOf = (name: string) => recorded.find((one) => one.server.startsWith(name))?.body ?? '';

describe('what a server says that it holds', () => {
  it('is what vLLM was started with', async () => {
    expect(await held({ '/v1/models': listOf('vLLM') })).toBe(4096);
  });

  it('is one slot of llama-server, and not what its model was trained on', async () => {
    const list = listOf('llama-server');
    expect(JSON.parse(list).data[0].meta.n_ctx_train).toBe(32_768);
    expect(await held({ '/v1/models': list }, 'gemma')).toBe(4096);
  });

  it('is nothing where transformers serves', async () => {
    expect(await held({ '/v1/models': listOf('transformers') })).toBeNull();
  });

  it('is in the properties of an older llama-server', async () => {
    const list = JSON.stringify({ data: [{ id: 'gemma', meta: { n_ctx_train: 32_768 } }] });
    const props = JSON.stringify({ default_generation_settings: { n_ctx: 2048 }, total_slots: 4 });
    expect(await held({ '/v1/models': list, '/props': props })).toBe(2048);
  });

  it('is told by Ollama of the models that it has loaded, with or without their tag', async () => {
    const list = JSON.stringify({ data: [{ id: 'gemma3:latest' }, { id: 'qwen3:8b' }] });
    const loaded = JSON.stringify({
      models: [
        { name: 'gemma3:latest', model: 'gemma3:latest', context_length: 4096 },
        { name: 'qwen3:8b', model: 'qwen3:8b', context_length: 8192 },
      ],
    });
    const pages = { '/v1/models': list, '/api/ps': loaded };
    expect(await held(pages, 'gemma3')).toBe(4096);
    await server?.close();
    expect(await held(pages, 'qwen3:8b')).toBe(8192);
    await server?.close();
    expect(await held(pages, 'other')).toBeNull();
  });

  it('is that of the model that is asked, where there are several', async () => {
    const list = JSON.stringify({
      data: [
        { id: 'small', max_model_len: 4096 },
        { id: 'large', max_model_len: 65_536 },
      ],
    });
    expect(await held({ '/v1/models': list }, 'large')).toBe(65_536);
    await server?.close();
    expect(await held({ '/v1/models': list }, 'none')).toBeNull();
  });

  it('is unknown for whatever else may come', async () => {
    const entry = fc.record({ id: fc.constant('judge'), max_model_len: fc.jsonValue(), meta: fc.jsonValue() });
    const answer = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(entry).map((data) => JSON.stringify({ data })),
    );
    await fc.assert(
      fc.asyncProperty(answer, async (body) => {
        const found = await held({ '/v1/models': body, '/props': body, '/api/ps': body });
        await server?.close();
        expect(found === null || (Number.isSafeInteger(found) && found > 0)).toBe(true);
      }),
      { numRuns: runs(40) },
    );
  });

  it('is unknown where nothing listens, and of models that are on no server of one’s own', async () => {
    const keys = { hfToken: undefined, serverKey: undefined };
    const signal = AbortSignal.timeout(5000);
    expect(await contextHeld('hf:judge@http://127.0.0.1:9/v1', keys, signal)).toBeNull();
    expect(await contextHeld('hf:judge@featherless-ai', keys, signal)).toBeNull();
    expect(await contextHeld('anthropic:claude-x', keys, signal)).toBeNull();
  });

  it('is asked with the key of one’s own servers, and never with that of Hugging Face', async () => {
    const list = listOf('vLLM');
    await held({ '/v1/models': list }, 'judge', 'own');
    expect(server?.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer own']);
    await server?.close();
    await held({ '/v1/models': list });
    expect(server?.received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
