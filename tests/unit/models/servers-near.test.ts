import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { nameOnServer, parseModelName } from '../../../src/models/names.ts';
import { portsFrom, serversNear } from '../../../src/models/servers-near.ts';
import { runs } from '../../support/fuzz.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { head, startRawServer } from '../../support/raw-server.ts';

const servers: ModelServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function* silence(): AsyncGenerator<string> {
  await new Promise(() => {});
}

type Pages = Readonly<Record<string, unknown>>;

/** A server that has these pages, and 404 for the others. @returns its port */
async function serving(pages: Pages): Promise<number> {
  const server = await startModelServer((response, _body, _count, { path }) => {
    const page = pages[path];
    response.writeHead(page === undefined ? 404 : 200);
    response.end(typeof page === 'string' ? page : JSON.stringify(page ?? { error: 'Not Found' }));
  });
  servers.push(server);
  return Number(new URL(server.url).port);
}

const found = async (pages: Pages) =>
  (await serversNear([await serving(pages)])).map(({ name, models }) => [name, models]);

const recorded = readFileSync(new URL('../../support/recorded/model-servers.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { server: string; case: string; body: string })
  .filter((one) => one.case === 'models');
const listOf = (name: string) => recorded.find((one) => one.server.startsWith(name))?.body ?? '';

/** As LM Studio's documents have it: lmstudio-ai/docs, 1_developer/2_rest/endpoints.mdx, shortened. */
const studio = {
  object: 'list',
  data: [
    { id: 'qwen2-vl-7b-instruct', object: 'model', type: 'vlm', state: 'not-loaded', max_context_length: 32_768 },
    { id: 'meta-llama-3.1-8b-instruct', object: 'model', type: 'llm', state: 'not-loaded' },
    { id: 'a-model-for-vectors', object: 'model', type: 'embeddings', arch: 'nomic-bert', state: 'not-loaded' },
  ],
};
const asOpenAi = (ids: readonly string[], owned_by: string) => ({
  object: 'list',
  data: ids.map((id) => ({ id, object: 'model', created: 1, owned_by })),
});

/** As Ollama's documents have it: ollama/ollama, docs/api.md, with an embedding model beside it. */
const tags = {
  models: [
    {
      name: 'codellama:13b',
      modified_at: '2023-11-04T14:56:49.277302595-07:00',
      size: 7_365_960_935,
      details: { format: 'gguf', family: 'llama', families: null, parameter_size: '13B', quantization_level: 'Q4_0' },
    },
    { name: 'far:120b', remote_model: 'far:120b', remote_host: 'https://ollama.com:443', details: { family: 'x' } },
    { name: 'vectors:latest', size: 274_302_450, details: { format: 'gguf', family: 'nomic-bert' } },
  ],
};

describe('the model servers of this machine', () => {
  it('name themselves in the lists that real ones sent', async () => {
    expect(await found({ '/v1/models': listOf('vLLM') })).toEqual([['vLLM', ['judge']]]);
    expect(await found({ '/v1/models': listOf('llama-server') })).toEqual([['llama-server', ['gemma']]]);
    expect(await found({ '/v1/models': listOf('transformers') })).toEqual([['A model server', ['judge']]]);
  });

  it('may be LM Studio, which says what a model is for', async () => {
    const list = asOpenAi(
      studio.data.map(({ id }) => id),
      'organization_owner',
    );
    expect(await found({ '/v1/models': list, '/api/v0/models': studio })).toEqual([
      ['LM Studio', ['qwen2-vl-7b-instruct', 'meta-llama-3.1-8b-instruct']],
    ]);
  });

  it('may be Ollama, whose embedding models are told by their family, and those of its cloud by their host', async () => {
    const list = asOpenAi(['codellama:13b', 'far:120b', 'other:20b-cloud', 'vectors:latest'], 'library');
    expect(await found({ '/v1/models': list, '/api/tags': tags })).toEqual([['Ollama', ['codellama:13b']]]);
  });

  it('are offered without the models that are known by name to write nothing', async () => {
    const others = ['nomic-embed-text:latest', 'text-embedding-3', 'bge-m3', 'BAAI/bge-reranker-v2', 'all-minilm:l6'];
    const list = asOpenAi([...others, 'gte-large', 'intfloat/e5-base', 'qwen3:8b', 'smollm-e5'], 'x');
    expect(await found({ '/v1/models': list })).toEqual([['A model server', ['qwen3:8b', 'smollm-e5']]]);
    expect(await found({ '/v1/models': asOpenAi(others, 'x') })).toEqual([]);
  });

  it('are asked for lists alone, without a key, and none that does not begin as one is asked again', async () => {
    await found({ '/v1/models': asOpenAi(['otter'], 'library'), '/api/tags': tags });
    await found({});
    expect(servers.map(({ received }) => received.map(({ method, path }) => `${method} ${path}`))).toEqual([
      ['GET /v1/models', 'GET /api/v0/models', 'GET /api/tags'],
      ['GET /v1/models'],
    ]);
    for (const { headers } of servers.flatMap(({ received }) => received))
      expect(headers).not.toHaveProperty('authorization');
  });

  it('are found together, in the order of the ports, beside ports that are silent, closed or something else', async () => {
    const silent = await startRawServer(silence);
    const page = await startRawServer(() => [head('content-type: text/html'), '<h1>My site</h1>']);
    const [first, second] = [
      await serving({ '/v1/models': asOpenAi(['one'], 'vllm') }),
      await serving({ '/v1/models': asOpenAi(['two'], 'llamacpp') }),
    ];
    const ports = [silent, page].map(({ url }) => Number(new URL(url).port));
    const all = await serversNear([second, ...ports, 9, first, second], 500);
    expect(all.map(({ name }) => name)).toEqual(['llama-server', 'vLLM']);
    await Promise.all([silent.close(), page.close()]);
  });

  it('give names that a setting can hold, whatever they answer', async () => {
    const answer = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .array(fc.record({ id: fc.oneof(fc.string(), fc.jsonValue()), owned_by: fc.jsonValue() }))
        .map((data) => ({ data })),
      fc.array(fc.jsonValue()).map((models) => ({ data: [{ id: 'x' }], models })),
    );
    await fc.assert(
      fc.asyncProperty(answer, answer, answer, async (list, own, tagged) => {
        const port = await serving({ '/v1/models': list, '/api/v0/models': own, '/api/tags': tagged });
        for (const { address, models } of await serversNear([port]))
          for (const model of models) expect(() => parseModelName(nameOnServer(model, address))).not.toThrow();
      }),
      { numRuns: runs(40) },
    );
  });

  it('are looked for at the usual ports, at others, or not at all', () => {
    expect(portsFrom(undefined)).toEqual([11434, 1234, 8080, 9931, 8000]);
    expect(portsFrom(' ')).toEqual(portsFrom(undefined));
    expect(portsFrom('9000, 80x,0,65536, 1.5')).toEqual([9000]);
    expect(portsFrom('none')).toEqual([]);
  });
});
