import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDiscordApi } from '../../../src/cli/doctor/discord-api.ts';
import { listAnthropic, listHuggingFace, listServer } from '../../../src/models/list-models.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { endpointCheck } from '../../../src/safety/content-check.ts';
import { type ModelServer, openAiReply, sse, startModelServer } from '../../support/model-server.ts';
import { failure, request } from './ask.ts';

let elsewhere: ModelServer;
let server: ModelServer;
let status = 307;

beforeEach(async () => {
  status = 307;
  elsewhere = await startModelServer((response) => void sse(response).end(openAiReply('caught')));
  server = await startModelServer((response, _body, _count, { path }) => {
    response.writeHead(status, { location: `${elsewhere.url}${path}?key=secret` }).end();
  });
});
afterEach(async () => {
  expect(elsewhere.requests).toEqual([]);
  await Promise.all([server.close(), elsewhere.close()]);
});

const open = (name: string) =>
  openModels({
    ...{
      anthropicApiKey: 'secret',
      anthropicBaseUrl: server.url,
      hfToken: 'hf_secret',
      hfBaseUrl: server.url,
      serverKey: 'secret',
    },
    policy: { attempts: 2, backoffMs: 1 },
  })(name);

describe('an address that has moved', () => {
  it.each([301, 302, 303, 307, 308])(
    'is not followed by a model (HTTP %i), and the error says what to do',
    async (code) => {
      status = code;
      for (const name of [`hf:m@${server.url}/v1`, 'hf:org/m', 'anthropic:claude-opus-4-6']) {
        const thrown = await failure(open(name).reply(request));
        expect(thrown).toMatchObject({
          code: 'bad-response',
          status: code,
          message: expect.stringMatching(/new address/),
        });
        expect(`${thrown.message} ${(thrown.cause as Error | undefined)?.stack}`).not.toMatch(/secret|Hello/);
      }
      expect(server.requests).toHaveLength(3);
    },
  );

  it('is not followed where the hub is asked for a provider’s name of a model', async () => {
    const thrown = await failure(open('hf:org/renamed@featherless-ai').reply(request));
    expect(thrown).toMatchObject({ code: 'not-found', message: expect.stringMatching(/new name/) });
  });

  it.each([
    ['Anthropic', () => listAnthropic('secret', server.url)],
    ['Hugging Face', () => listHuggingFace('secret', { hub: server.url, router: server.url })],
    ['a server', () => listServer(`${server.url}/v1`, 'secret')],
  ])('is not followed with the key for a list of %s', async (_whose, list) => {
    await expect(list()).rejects.toThrow(/has moved/);
    await expect(list()).rejects.not.toThrow(/secret/);
  });

  it('is not followed with a text to check', async () => {
    const check = endpointCheck(`${server.url}/v1/moderations`, 'secret');
    await expect(check.allows('text', new AbortController().signal)).rejects.toThrow(
      /answered 307: its address has moved/,
    );
  });

  it('is not followed with a token of Discord', async () => {
    const api = openDiscordApi({ DISCORD_TOKEN: 'secret', DISCORD_API_URL: server.url });
    await expect(api.get('/users/@me')).rejects.toMatchObject({ status: 307, message: expect.stringMatching(/moved/) });
  });
});
