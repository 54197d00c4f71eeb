import { generateKeyPairSync, sign } from 'node:crypto';
import { Events } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { votes } from '../../db/schema/votes.ts';
import { startHttpInteractions } from '../../src/discord/http-interactions.ts';
import { openDiscord } from '../../src/discord/open-discord.ts';
import { openLog } from '../../src/ops/log.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));

beforeAll(async () => {
  world = await startWorld({ INTERACTIONS_PORT: '0' });
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('interactions over HTTP', () => {
  it('are answered without a gateway: a question, a duel, a vote, a form', async () => {
    const asked = await person('Ada').slash('ask', { prompt: 'Why is the sky blue?' });
    expect(asked.type).toBe(5);
    const duel = await person('Ada').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
    const vote = await person('Ben').click(duel.id, 'A is better');
    const reply = await vote.response();
    expect(textOf(reply)).toMatch(/You chose \*\*A\*\*/);
    const { modal } = await person('Ben').click(reply.id, 'Say why');
    if (!modal) throw new Error('no form was opened');
    const thanks = await person('Ben').submitModal(modal, { decisive: ['clear'], text: '' });
    expect(textOf(await thanks.response())).toMatch(/Thank you/);
    expect(await world.database.db.select().from(votes)).toMatchObject([{ reasons: ['clear'] }]);
  });

  it('complete what is typed, and keep permissions', async () => {
    const choices = await person('Mira').autocomplete('reasoning', { ask: 'sky' }, 'ask');
    expect(choices).toMatchObject([{ name: 'Why is the sky blue?' }]);
    const refused = await person('Ben').slash('reasoning', { ask: 'x' }, { unchecked: true });
    expect(textOf(await refused.response())).toMatch(/Only moderators/);
  });

  it('show a refusal that carries a file', async () => {
    const refused = await person('Ada').slash('ask', { prompt: 'x'.repeat(7000) }, { unchecked: true });
    expect(textOf(await refused.response())).toMatch(/7,000 characters/);
  });

  it('that are delivered twice change nothing', async () => {
    const before = (await world.database.db.select().from(asks)).length;
    const asked = await person('Ada').slash('ask', { prompt: 'Once?' });
    await asked.redeliver();
    await expect.poll(async () => (await world.database.db.select().from(asks)).length).toBe(before + 1);
  });

  it('are refused where the signature is missing, wrong, or somebody else’s', async () => {
    const url = world.bot.interactionsUrl ?? '';
    const send = (headers: Record<string, string>) => fetch(url, { method: 'POST', headers, body: '{"type":1}' });
    const timestamp = '1700000000';
    for (const headers of [
      {},
      { 'x-signature-timestamp': timestamp },
      { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': 'zz' },
      { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': '0'.repeat(128) },
      { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': `${'0'.repeat(127)}g` },
    ]) {
      expect((await send(headers as Record<string, string>)).status).toBe(401);
    }
  });

  describe('that anybody may try to send', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const hex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
    let alone: Awaited<ReturnType<typeof startHttpInteractions>>;
    let handed: unknown[];
    beforeAll(async () => {
      handed = [];
      const { client, rest } = openDiscord({ token: 'token' });
      client.on(Events.InteractionCreate, (interaction) => void handed.push(interaction));
      alone = await startHttpInteractions({ publicKey: hex, port: 0, client, rest, log: openLog('silent') });
    });
    afterAll(() => alone.close());
    const send = async (body: string, { ageSeconds = 0, signed = body } = {}) => {
      const timestamp = `${Math.floor(Date.now() / 1000) - ageSeconds}`;
      const signature = sign(null, Buffer.from(timestamp + signed), privateKey).toString('hex');
      const headers = { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': signature };
      const { status } = await fetch(alone.url, { method: 'POST', headers, body });
      return status;
    };
    const ping = JSON.stringify({ id: '1', type: 1 });

    it.each([
      ['a ping', ping, {}, 200],
      ['a ping by a clock that goes a minute wrong', ping, { ageSeconds: -60 }, 200],
      ['a ping that is sent again after ten minutes', ping, { ageSeconds: 600 }, 401],
      ['a ping from the future', ping, { ageSeconds: -600 }, 401],
      ['a body that was changed after it was signed', ping, { signed: '{"type":2}' }, 401],
      ['nothing', '', {}, 400],
      ['half an object', '{"type":1', {}, 400],
      ['null', 'null', {}, 400],
      ['a list', '[1]', {}, 400],
      ['an interaction without an id', '{"type":2}', {}, 400],
      ['a type that is none', '{"id":"1","type":"1"}', {}, 400],
    ])('%s', async (_, body, how, status) => {
      expect(await send(body, how)).toBe(status);
      expect(handed).toEqual([]);
    });

    it.each([{ 'x-signature-timestamp': 'now' }, { 'x-signature-timestamp': '' }])(
      'a time that is none, rightly signed: %j',
      async (headers) => {
        const signature = sign(null, Buffer.from(headers['x-signature-timestamp'] + ping), privateKey).toString('hex');
        const more = { ...headers, 'x-signature-ed25519': signature };
        expect((await fetch(alone.url, { method: 'POST', headers: more, body: ping })).status).toBe(401);
      },
    );

    // This comes last, because the early answer closes the connection.
    it('more than a megabyte', async () => {
      const answer = await send(`"${'x'.repeat(2 * 1024 * 1024)}"`).catch(() => 'cut off');
      expect([413, 'cut off']).toContain(answer);
      expect(handed).toEqual([]);
    });
  });
});
