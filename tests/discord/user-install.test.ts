import { type APIMessage, ChannelType } from 'discord-api-types/v10';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeGuildSettings } from '../../db/repo/guild-settings.ts';
import { block, unblock } from '../../db/repo/reports.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

const key = 'a key of the tests, long enough to be one';
const MINUTE = 60_000;

let world: World;
const ada = () => world.discord.as(world.id('Ada'));
const all = () => world.database.db.select().from(asks);
const isAnswer = (prompt: string) => (m: APIMessage) =>
  textOf(m).includes(prompt) && /picked this out of/.test(textOf(m));
/** What the bot sent to channels itself, not as the answer to an interaction. */
const ownMessages = () =>
  world.discord.requests.filter(({ method, path }) => method !== 'GET' && /\/channels\//.test(path));

beforeAll(async () => {
  world = await startWorld(
    { DISCORD_GUILD_ID: '', USER_INSTALL: 'on', ASK_DEADLINE_SECONDS: '780', PSEUDONYM_KEY: key },
    {},
    { botIsIn: false },
  );
  world.discord.installFor(world.id('Ada'));
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('a member who has the bot along', () => {
  it.each([
    ['on a server without the bot', null],
    ['among friends', ChannelType.GroupDM],
    ['in a direct message', ChannelType.DM],
  ] as const)('asks %s, and gets the pick without a vote or a message of the bot’s own', async (where, type) => {
    const channelId = type === null ? world.discord.channelId : world.discord.addChannel({ name: 'x', type }).id;
    const prompt = `Asked ${where}?`;
    await ada().slash('ask', { prompt, voting: 'ballot', candidates: 2 }, { channelId });
    expect(buttonsOf(await ada().waitFor(isAnswer(prompt)))).toEqual([]);
    const row = (await all()).find((one) => one.prompt === prompt);
    expect(row).toMatchObject({ guildId: null, channelId, voting: 'open', state: 'closed' });
    const isAway = type !== ChannelType.DM;
    expect(row?.settings.webhookOnly === true).toBe(isAway);
    expect(row?.settings.deadlineSeconds).toBe(isAway ? 600 : 780);
    expect(await world.database.db.select().from(ballots)).toEqual([]);
    expect(ownMessages()).toEqual([]);
  });

  it('is offered what works there, and nothing of a server', async () => {
    const help = textOf(await (await ada().slash('help')).response());
    expect(help).toMatch(/<\/ask:\d+>[\s\S]+<\/privacy:\d+>/);
    expect(help).not.toMatch(/my-votes|settings|Report/);
    expect(textOf(await (await ada().slash('quota')).response())).toMatch(/\*\*You\*\*\nQuestions: \*\*3\*\* used/);
    for (const name of ['agreement', 'settings', 'leaderboard', 'setup', 'my-votes'])
      await expect(ada().slash(name, {})).rejects.toThrow(/no command|may not use/);
    const sent = await ada().slash('leaderboard', {}, { unchecked: true });
    expect(textOf(await sent.response())).toBeTruthy();
    await expect(world.discord.as(world.id('Ben')).slash('ask', { prompt: 'Me too?' })).rejects.toThrow(/no command/);
  });

  it('asks about a message that somebody wrote there', async () => {
    const said = world.discord.as(world.id('Ben')).say('Is the earth flat?');
    const { modal } = await ada().messageMenu('Ask the tribunal', said.id);
    if (!modal) throw new Error('no form');
    await ada().submitModal(modal, {});
    await ada().waitFor(isAnswer('Is the earth flat?'));
    expect(ownMessages()).toEqual([]);
  });

  it('is told alone why a question is not taken', async () => {
    const { db } = world.database;
    const { guildId } = world.discord;
    const before = (await all()).length;
    const hash = pseudonym(key, world.id('Ada'));
    const refused = async () => textOf(await (await ada().slash('ask', { prompt: 'And here?' })).response());
    await block(db, guildId, hash);
    expect(await refused()).toMatch(/blocked you/);
    await unblock(db, guildId, hash);
    await changeGuildSettings(db, guildId, { channels: ['1'] });
    expect(await refused()).toMatch(/not taken in this channel/);
    await changeGuildSettings(db, guildId, { channels: null, stopped: true });
    expect(await refused()).toMatch(/stopped questions/);
    await changeGuildSettings(db, guildId, { stopped: false });
    expect((await all()).length).toBe(before);
  });

  it('can delete everything, and what the bot cannot reach is not tried', async () => {
    const panel = await (await ada().slash('privacy')).response();
    const sure = await (await ada().click(panel.id, 'Delete mine')).response();
    expect(textOf(sure)).toMatch(/Where I am no member myself, what I wrote stays/);
    await (await ada().click(sure.id, 'Delete all of it')).response();
    expect(await all()).toEqual([]);
    await expect
      .poll(
        async () =>
          await world.database.sql`select 1 from pgboss.job where name = 'message-erase' and state < 'completed'`,
      )
      .toHaveLength(0);
    // Only the direct message is the bot's to change.
    expect(new Set(ownMessages().map(({ path }) => /channels\/(\d+)\/messages/.exec(path)?.[1])).size).toBeLessThan(3);
  });
});

describe('an answer that comes when Discord takes none any more', () => {
  let late: World;
  beforeEach(async () => {
    late = await startWorld({ DISCORD_GUILD_ID: '', USER_INSTALL: 'on' }, { candidateDelay: 1500 }, { botIsIn: false });
    late.discord.installFor(late.id('Ada'));
  });

  it('is shown to nobody, and no message is posted in its place', async () => {
    await late.discord.as(late.id('Ada')).slash('ask', { prompt: 'Late?', candidates: 2 });
    late.discord.advance(16 * MINUTE);
    const rows = () => late.database.db.select().from(asks);
    await expect.poll(async () => (await rows())[0]?.state, { timeout: 20_000 }).toMatch(/closed|failed/);
    expect(late.discord.requests.filter(({ method, path }) => method === 'POST' && /\/channels\//.test(path))).toEqual(
      [],
    );
    await late.close();
  });
});
