import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ListRefused, listAnthropic, listHuggingFace, listServer } from '../../../src/models/list-models.ts';
import { parseModelName } from '../../../src/models/names.ts';
import { runs } from '../../support/fuzz.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { forEver, head, startRawServer } from '../../support/raw-server.ts';

let server: ModelServer | undefined;
afterEach(() => server?.close());

const answering = async (body: () => string) => {
  server = await startModelServer((response) => void response.writeHead(200).end(body()));
};

describe('a list of models', () => {
  it('holds names that a setting can hold', async () => {
    const ids = ['claude-x', 'a b', 'a,b', 'a@b', 'a?key=1', 'a#b', '', 'x'.repeat(201), 5, null, ['a']];
    await answering(() => JSON.stringify({ data: [...ids.map((id) => ({ id })), null, 'x'] }));
    const { url = '' } = server ?? {};
    expect(await listAnthropic('k', url)).toEqual(['anthropic:claude-x']);
    expect(await listHuggingFace('k', { hub: url, router: url })).toEqual(['hf:claude-x']);
    expect(await listServer(`${url}/v1/`)).toEqual([`hf:claude-x@${url}/v1`]);
  });

  it('may be anything: then it is empty', async () => {
    const id = fc.oneof(fc.string(), fc.jsonValue());
    const answer = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.record({ id })).map((all) => JSON.stringify({ data: all })),
    );
    let body = '';
    await answering(() => body);
    await fc.assert(
      fc.asyncProperty(answer, async (sent) => {
        body = sent;
        for (const name of await listServer(`${server?.url}/v1`)) expect(() => parseModelName(name)).not.toThrow();
      }),
      { numRuns: runs(50) },
    );
  });

  it('without end is refused', async () => {
    const endless = await startRawServer(() => forEver(' '.repeat(1 << 20), head('content-type: application/json')));
    const thrown = await listServer(`${endless.url}/v1`).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ListRefused);
    expect(thrown).toMatchObject({ message: expect.stringMatching(/far more/) });
    await endless.hungUp();
    expect(endless.sent()).toBeLessThan(32 << 20);
    await endless.close();
  });
});
