import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RateLimitError, Routes } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { votes } from '../../db/schema/votes.ts';
import { openDiscord } from '../../src/discord/open-discord.ts';
import { sendBefore } from '../../src/discord/rate-limits.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

const AN_HOUR = 3600;
const ALWAYS = 10_000;

let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});
const start = async (env: Record<string, string> = {}, heard?: (line: string) => void): Promise<World> => {
  world = await startWorld({ LOG_LEVEL: 'info', ...env }, {}, {}, heard ?? (() => {}));
  return world;
};
const ada = (here: World) => here.discord.as(here.id('Ada'));
const seen = (here: World, channelId = here.discord.channelId) => here.discord.messages(channelId, here.id('Ada'));
const duels = (here: World, channelId?: string) => seen(here, channelId).filter((m) => buttonsOf(m).length > 0);

it('the edits of an answer by its interaction are limited for an hour: the bot shows it by its own token', async () => {
  const here = await start();
  here.discord.faults.failRest(/@original$/, 429, ALWAYS, AN_HOUR);
  await ada(here).slash('ask', { prompt: 'Is anybody there?' });
  await expect.poll(() => duels(here).length, { timeout: 15_000 }).toBe(1);
  expect(textOf(duels(here)[0] as never)).toContain('Is anybody there?');
});

it('the same after a stage was shown: the message itself is edited, and nothing is left at “Judging”', async () => {
  const here = await start();
  here.models.mood.judgeDelay = 400;
  const asked = await ada(here).slash('ask', { prompt: 'Is anybody there?' });
  const { id } = await asked.response();
  here.discord.faults.failRest(/@original$/, 429, ALWAYS, AN_HOUR);
  await expect.poll(() => duels(here).map((message) => message.id), { timeout: 15_000 }).toEqual([id]);
  expect(seen(here)).toHaveLength(1);
});

it('no edit passes at all for an hour: other asks are answered meanwhile, and this one afterwards', async () => {
  const here = await start({ ASKS_IN_FLIGHT: '1' });
  const { id: elsewhere } = here.discord.addChannel({ name: 'elsewhere' });
  here.discord.faults.failRest(new RegExp(`@original$|^/channels/${here.discord.channelId}/`), 429, ALWAYS, AN_HOUR);
  await ada(here).slash('ask', { prompt: 'Who waits?' });
  await here.discord.as(here.id('Ben')).slash('ask', { prompt: 'Who does not?' }, { channelId: elsewhere });
  await expect.poll(() => duels(here, elsewhere).length, { timeout: 15_000 }).toBe(1);
  here.discord.faults.mend();
  await expect
    .poll(
      async () => {
        await here.database.sql`update pgboss.job set start_after = now() where state = 'retry'`;
        return duels(here).length;
      },
      { timeout: 30_000 },
    )
    .toBe(1);
  expect(await here.database.db.select().from(asks)).toMatchObject([{ state: 'voting' }, { state: 'voting' }]);
}, 60_000);

it('the reply to a vote is limited for an hour: the vote counts, and the bot is done with the interaction', async () => {
  const lines: string[] = [];
  const here = await start({}, (line) => lines.push(line));
  await ada(here).slash('ask', { prompt: 'Which one?' });
  await expect.poll(() => duels(here).length, { timeout: 15_000 }).toBe(1);
  here.discord.faults.failRest(/@original$/, 429, ALWAYS, AN_HOUR);
  await here.discord.as(here.id('Ben')).click(duels(here)[0]?.id ?? '', 'Tie');
  await expect.poll(() => lines.join('\n'), { timeout: 10_000 }).toContain('an interaction failed');
  expect(await here.database.db.select().from(votes)).toHaveLength(1);
});

describe('a request', () => {
  const limit = { global: false, limit: 1, hash: '', route: '', majorParameter: '', method: '', url: '' };
  const limited = (ms: number) =>
    new RateLimitError({ ...limit, retryAfter: ms, timeToReset: ms, sublimitTimeout: 0, scope: 'user' });

  it('is sent again after a limit that ends in time, and ends with one that does not', async () => {
    const errors = [limited(20), limited(1), null];
    const sent = await sendBefore(Date.now() + 60_000, async () => {
      const error = errors.shift();
      if (error) throw error;
      return 'sent';
    });
    expect([sent, errors]).toEqual(['sent', []]);
    await expect(sendBefore(Date.now() + 60_000, () => Promise.reject(limited(61_000)))).rejects.toThrow(
      RateLimitError,
    );
    await expect(sendBefore(0, () => Promise.reject(limited(1)))).rejects.toThrow(RateLimitError);
  });

  it('that is refused without a time to wait is not sent over and over', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests++;
      response.writeHead(429, { 'content-type': 'text/html' }).end('Too many requests');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { rest, webhookRest } = openDiscord({ token: 'x', apiUrl: `http://127.0.0.1:${port}/api` });
    for (const each of [rest, webhookRest])
      await expect(each.get(Routes.gateway(), { auth: false })).rejects.toThrow(RateLimitError);
    expect(requests).toBe(2);
    server.close();
  });
});
