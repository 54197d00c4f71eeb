import { Client, Events, GatewayIntentBits, type Message, MessageFlags, PermissionFlagsBits, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LocalDiscord } from '../src/driver.ts';
import { startLocalDiscord } from '../src/local-discord.ts';
import { commands, idOf, login, request, startSetting } from './client.ts';

const { DirectMessages, Guilds, GuildMessages, MessageContent } = GatewayIntentBits;

let discord: LocalDiscord;
const clients: Client[] = [];
const loggedIn = async (...how: Parameters<typeof login> extends [unknown, ...infer R] ? R : never) => {
  const client = await login(discord, ...how);
  clients.push(client);
  return client;
};
/** Opens a raw connection. @returns the first payload after HELLO, or the code that closes it. */
const connect = (say: object, ends = true) => {
  const socket = new WebSocket(`${discord.apiUrl.replace('http', 'ws').replace('/api', '/gateway')}?v=10`);
  return new Promise<object | number>((resolve) => {
    socket.on('message', (raw) => {
      const payload = JSON.parse(String(raw));
      if (payload.op === 10) return socket.send(JSON.stringify(say));
      resolve(payload);
      if (ends) socket.close();
    });
    socket.on('close', resolve);
    left = new Promise((resolve) => socket.on('close', () => resolve()));
  });
};
let left: Promise<void>;
/** Resolves when the last raw connection has closed. */
const gone = () => left;

describe('the gateway', () => {
  beforeEach(async () => {
    discord = await startLocalDiscord();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.destroy()));
    await discord.close();
  });

  it('lets a real client in, with its server and channels', async () => {
    const client = await loggedIn();
    expect(client.user.id).toBe(discord.applicationId);
    const guild = client.guilds.cache.get(discord.guildId);
    expect(guild?.name).toBe('The Playground');
    expect(guild?.channels.cache.get(discord.channelId)?.name).toBe('ask-tribunal');
    expect(await guild?.members.fetch(idOf(discord, 'Mira'))).toMatchObject({ displayName: 'Mira' });
    expect((await client.application.fetch()).name).toBe('Tribunal');
    expect(discord.violations).toEqual([]);
  });

  it('tells each shard of its own share of further servers', async () => {
    await discord.close();
    discord = await startLocalDiscord({ furtherServers: 20 });
    const all = await loggedIn();
    expect(all.guilds.cache.size).toBe(21);
    const other = all.guilds.cache.find(({ id }) => id !== discord.guildId);
    expect(all.channels.cache.size).toBe(1 + 20 * 40);
    expect(other?.roles.everyone.name).toBe('@everyone');
    const halves = [await loggedIn([Guilds], { shards: [0], shardCount: 2 })];
    halves.push(await loggedIn([Guilds], { shards: [1], shardCount: 2 }));
    const sizes = halves.map(({ guilds }) => guilds.cache.size);
    expect(sizes[0]! + sizes[1]!).toBe(21);
    expect(Math.min(...sizes)).toBeGreaterThan(3);
  });

  it('turns a wrong token away, by REST and by the gateway', async () => {
    const client = new Client({ intents: [Guilds], rest: { api: discord.apiUrl } });
    clients.push(client);
    await expect(client.login('wrong.token.here')).rejects.toThrow(/invalid token/i);
    expect(await connect({ op: 2, d: { token: 'wrong', intents: 1, properties: {} } })).toBe(4004);
  });

  it('closes with Discord’s codes on what it does not understand', async () => {
    const token = discord.botToken;
    expect(await connect({ op: 99 })).toBe(4001);
    expect(await connect({ op: 3, d: {} })).toBe(4003);
    expect(await connect({ op: 2, d: { token, intents: MessageContent } })).toBe(4014);
    expect(await connect({ op: 2, d: { token, intents: 1, shard: [2, 2] } })).toBe(4010);
    expect(await connect({ op: 1, d: 'x'.repeat(5000) })).toBe(4002);
  });

  it('tells a client that resumes a session nobody knows to begin anew', async () => {
    const resume = { op: 6, d: { token: discord.botToken, session_id: 'gone', seq: 3 } };
    expect(await connect(resume)).toEqual({ op: 9, d: false });
  });

  it('forgets a session whose client stayed away for five minutes', async () => {
    for (const [minutes, expected] of [
      [4, { t: 'RESUMED' }],
      [6, { op: 9 }],
    ] as const) {
      const hello = { op: 2, d: { token: discord.botToken, intents: 1, properties: {} } };
      const { d, s } = (await connect(hello, false)) as { d: { session_id: string }; s: number };
      discord.faults.dropGateway();
      await gone();
      discord.advance(minutes * 60_000);
      const { session_id } = d;
      expect(await connect({ op: 6, d: { token: discord.botToken, session_id, seq: s + 1 } })).toMatchObject(expected);
    }
  });

  it('does not resume from where it never was', async () => {
    const hello = { op: 2, d: { token: discord.botToken, intents: 1, properties: {} } };
    const { d } = (await connect(hello, false)) as { d: { session_id: string } };
    const resume = { op: 6, d: { token: discord.botToken, session_id: d.session_id, seq: 99 } };
    expect(await connect(resume)).toEqual({ op: 9, d: false });
  });

  it('answers heartbeats', async () => {
    await discord.close();
    discord = await startLocalDiscord({ heartbeatMs: 40 });
    const client = await loggedIn();
    await expect.poll(() => client.ws.ping).toBeGreaterThanOrEqual(0);
  });

  it('loses no interaction when connections drop and clients resume', async () => {
    const client = await loggedIn();
    await client.application.commands.set(commands as never);
    const seen: string[] = [];
    let resumed = 0;
    client.on(Events.ShardResume, () => void resumed++);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      seen.push(interaction.options.getString('prompt', true));
      await interaction.reply('here');
    });
    const ada = discord.as(idOf(discord, 'Ada'));
    const sent: Promise<unknown>[] = [];
    for (let i = 0; i < 30; i++) {
      // Some messages fall between the close and the resume.
      if (i % 10 === 3) discord.faults.dropGateway();
      sent.push(ada.slash('ask', { prompt: `number ${i}` }));
      if (i % 10 === 7) await new Promise((resolve) => client.once(Events.ShardResume, resolve));
    }
    await Promise.all(sent);
    expect(resumed).toBe(3);
    expect(seen.toSorted()).toEqual(Array.from({ length: 30 }, (_, i) => `number ${i}`).toSorted());
  });

  it('gives events to the shard that has the server, and to every session of it', async () => {
    const holder = Number(BigInt(discord.guildId) >> 22n) % 2;
    const [holds, other] = [
      await loggedIn([Guilds], { shards: [holder], shardCount: 2 }),
      await loggedIn([Guilds], { shards: [1 - holder], shardCount: 2 }),
    ];
    expect(holds.guilds.cache.size).toBe(1);
    expect(other.guilds.cache.size).toBe(0);
    await holds.application.commands.set(commands as never);
    let toOther = 0;
    other.on(Events.InteractionCreate, () => void toOther++);
    holds.on(Events.InteractionCreate, (i) => i.isRepliable() && i.reply('mine'));
    await discord.as(idOf(discord, 'Ada')).slash('ask', { prompt: 'whose?' });
    expect(toOther).toBe(0);
  });
});

describe('message events', () => {
  const heard = async (intents: number[], privilegedIntents = 0) => {
    const setting = await startSetting({ privilegedIntents }, intents);
    const created: Message[] = [];
    const order: string[] = [];
    setting.client.on(Events.MessageCreate, (message) => {
      created.push(message);
      order.push('create');
    });
    setting.client.on(Events.MessageUpdate, () => void order.push('update'));
    setting.client.on(Events.MessageDelete, () => void order.push('delete'));
    return { ...setting, created, order };
  };

  it('need their intents', async () => {
    const { discord, client, created, id, close } = await heard([Guilds]);
    discord.as(id('Ada')).say('hello');
    await client.rest.post(Routes.channelMessages(discord.channelId), { body: { content: 'mine' } });
    expect(created).toEqual([]);
    await close();
  });

  it('come as created, updated and deleted', async () => {
    const { discord, client, order, close } = await heard([Guilds, GuildMessages]);
    const channel = await client.channels.fetch(discord.channelId);
    if (!channel?.isSendable()) throw new Error('no channel');
    const message = await channel.send('one');
    await message.edit('two');
    await message.delete();
    await expect.poll(() => order).toEqual(['create', 'update', 'delete']);
    await close();
  });

  it('hide what people say without Message Content, with the documented exceptions', async () => {
    const { discord, client, created, id, close } = await heard([Guilds, GuildMessages]);
    const ada = discord.as(id('Ada'));
    const channel = await client.channels.fetch(discord.channelId);
    const own = channel?.isSendable() ? await channel.send('the bot’s own') : null;
    const secret = ada.say('secret');
    ada.say(`<@${discord.applicationId}> hear me`);
    ada.say('an answer to the bot', { replyTo: own?.id ?? '' });
    await expect.poll(() => created.length).toBe(4);
    expect(created.map(({ content }) => content)).toEqual([
      'the bot’s own',
      '',
      `<@${discord.applicationId}> hear me`,
      'an answer to the bot',
    ]);
    const fetched = await client.rest.get(Routes.channelMessage(discord.channelId, secret.id));
    expect(fetched).toMatchObject({ content: '' });
    await close();
  });

  it('tell everything with Message Content', async () => {
    const { discord, created, id, close } = await heard([Guilds, GuildMessages, MessageContent], MessageContent);
    discord.as(id('Ada')).say('no secret');
    await expect.poll(() => created.map(({ content }) => content)).toEqual(['no secret']);
    await close();
  });

  it('of ephemeral messages go past the server: they need the intent for direct messages', async () => {
    for (const [intents, expected] of [
      [[Guilds, GuildMessages], []],
      [[Guilds, GuildMessages, DirectMessages], [undefined]],
    ] as const) {
      const { discord, client, answer, id, close } = await heard([...intents]);
      const created: { content: string; guild_id?: string }[] = [];
      client.on(Events.Raw, ({ t, d }) => t === 'MESSAGE_CREATE' && created.push(d));
      await client.application.commands.set(commands as never);
      answer((i) => i.isRepliable() && i.reply({ content: 'psst', flags: MessageFlags.Ephemeral }));
      await discord.as(id('Ada')).slash('ask', { prompt: 'psst?' });
      const channel = await client.channels.fetch(discord.channelId);
      if (channel?.isSendable()) await channel.send('the last');
      await expect.poll(() => created.at(-1)?.content).toBe('the last');
      expect(created.slice(0, -1).map(({ guild_id }) => guild_id)).toEqual(expected);
      await close();
    }
  });
});

describe('on purpose', () => {
  it('requests fail as often as was said, and discord.js gets through', async () => {
    const { discord, client, close } = await startSetting();
    discord.faults.failRest(/\/users\/@me$/, 500, 2);
    expect(await client.rest.get(Routes.user())).toMatchObject({ id: discord.applicationId });
    expect(discord.requests.slice(-3).map(({ status }) => status)).toEqual([500, 500, 200]);
    discord.faults.failRest(/\/users\/@me$/, 429, 1, 0.05);
    expect(await client.rest.get(Routes.user())).toMatchObject({ id: discord.applicationId });
    await close();
  });

  it('requests are refused with a code, by method, path and what they say', async () => {
    const { discord, client, close } = await startSetting();
    const path = Routes.channelMessages(discord.channelId);
    const post = (content: string) => client.rest.post(path, { body: { content } });
    const code = (sent: Promise<unknown>) =>
      sent.then(
        () => null,
        (error) => error.code,
      );
    discord.faults.refuseRest({ match: /messages$/, method: 'POST', says: /blocked/, code: 200000 }, 2);
    expect([await code(post('blocked')), await code(post('fine')), await code(client.rest.get(path))]).toEqual([
      200000,
      null,
      null,
    ]);
    expect([await code(post('blocked')), await code(post('blocked'))]).toEqual([200000, null]);
    const errors = { 'attachments.0': 'TOO_LARGE' };
    discord.faults.refuseRest({ match: /messages$/, code: 50035, errors }, 1);
    await expect(post('fine')).rejects.toMatchObject({
      status: 400,
      rawError: { errors: { attachments: { 0: { _errors: [{ code: 'TOO_LARGE' }] } } } },
    });
    expect(discord.violations).toEqual([]);
    await close();
  });

  it('a reply is refused without Read Message History', async () => {
    const { discord, client, id, close } = await startSetting();
    const said = discord.as(id('Ada')).say('hello');
    discord.faults.denyBot(discord.channelId, PermissionFlagsBits.ReadMessageHistory);
    const body = { content: 'hi', message_reference: { message_id: said.id } };
    const path = Routes.channelMessages(discord.channelId);
    await expect(client.rest.post(path, { body })).rejects.toMatchObject({ status: 403, code: 160002 });
    await client.rest.post(path, { body: { content: 'hi' } });
    await close();
  });

  it('an answer gets lost, and a nonce keeps the retry from posting twice', async () => {
    const { discord, client, id, close } = await startSetting();
    discord.faults.loseAnswers(/\/messages$/, 1);
    const body = { content: 'once', nonce: 'n1', enforce_nonce: true };
    const post = () => client.rest.post(Routes.channelMessages(discord.channelId), { body });
    await expect(post()).rejects.toThrow();
    const again = await post();
    expect(discord.messages(discord.channelId, id('Ada'))).toEqual([again]);
    discord.advance(6 * 60_000);
    await post();
    expect(discord.messages(discord.channelId, id('Ada'))).toHaveLength(2);
    await close();
  });

  it('the limit of requests a second holds, but not for interactions', async () => {
    const now = Date.now();
    const discord = await startLocalDiscord({ globalRequestsPerSecond: 2, now: () => now });
    const get = async (path: string) => (await request(discord, 'GET', path)).status;
    expect([await get('/users/@me'), await get('/users/@me'), await get('/users/@me')]).toEqual([200, 200, 429]);
    expect(await get(`/webhooks/${discord.applicationId}/x/messages/@original`)).toBe(404);
    await discord.close();
  });

  it('and where nothing is, every answer tells of a limit that is far away', async () => {
    const discord = await startLocalDiscord();
    const { headers } = await fetch(`${discord.apiUrl}/v10/users/@me`, {
      headers: { authorization: `Bot ${discord.botToken}` },
    });
    expect(Number(headers.get('x-ratelimit-remaining'))).toBeGreaterThan(100);
    expect(headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
    await discord.close();
  });

  it('the bot is kept out of a channel', async () => {
    const { discord, client, id, close } = await startSetting();
    const post = () => client.rest.post(Routes.channelMessages(discord.channelId), { body: { content: 'may I?' } });
    discord.faults.denyBot(discord.channelId, 1n << 11n);
    await expect(post()).rejects.toMatchObject({ code: 50013 });
    discord.faults.denyBot(discord.channelId, 1n << 10n);
    await expect(post()).rejects.toMatchObject({ code: 50001 });
    discord.faults.denyBot(discord.channelId, 0n);
    await post();
    expect(discord.messages(discord.channelId, id('Ben'))).toHaveLength(1);
    expect(discord.violations).toEqual([]);
    await close();
  });
});
