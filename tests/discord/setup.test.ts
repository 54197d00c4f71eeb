import { type APIMessage, PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import { asks } from '../../db/schema/asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { settingsDrafts } from '../../db/schema/settings-drafts.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World;
let here: string;
let other: string;
beforeAll(async () => {
  world = await startWorld({}, {}, { botIsIn: false, channelNames: ['ask-tribunal', 'reports'] });
  [here, other] = world.discord.channels.map(({ id }) => id) as [string, string];
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});
afterEach(async () => {
  for (const id of [here, other]) world.discord.faults.denyBot(id, 0n);
  for (const table of [guildSettings, settingsDrafts, audit]) await world.database.db.delete(table);
});

const mira = () => world.discord.as(world.id('Mira'));
const saved = () => getGuildSettings(world.database.db, world.discord.guildId);
const open = async () => (await mira().slash('setup')).response();
const press = async (panel: APIMessage, label: string) => (await mira().click(panel.id, label)).response();
const choose = async (panel: APIMessage, field: string, ids: string[]) =>
  (await mira().select(panel.id, `setup-channel:${field}`, ids)).response();
const inSystemChannel = () => world.discord.messages(here, world.id('Ben'));

describe('a server that lets the bot in', () => {
  it('is greeted once, and its manager finds the three steps behind a button', async () => {
    world.discord.letBotIn();
    const greeting = await mira().waitFor((message) => textOf(message).includes('I am Tribunal'));
    world.discord.faults.dropGateway();
    const panel = await press(greeting, 'Set up');
    expect(textOf(panel)).toMatch(
      /Step 1: where may people ask[\s\S]+Step 2: where do reports go[\s\S]+Step 3: try it/,
    );
    expect(inSystemChannel().length).toBe(1);
    const refused = await (await world.discord.as(world.id('Ben')).click(greeting.id, 'Set up')).response();
    expect(textOf(refused)).toContain('Manage Server');
  });

  it('is not written to where the bot may not', async () => {
    // Discord takes commands for one server only from a bot that is on it.
    const silent = await startWorld({ DISCORD_GUILD_ID: '' }, {}, { botIsIn: false });
    silent.discord.faults.denyBot(silent.discord.channelId, PermissionFlagsBits.SendMessages);
    silent.discord.letBotIn();
    // An answer to this command means that the bot has processed the event before it.
    await (await silent.discord.as(silent.id('Mira')).slash('setup')).response();
    const sent = silent.discord.requests.filter(({ method, path }) => method === 'POST' && /\/messages$/.test(path));
    expect(sent).toEqual([]);
    await silent.close();
  });
});

describe('/setup', () => {
  it('saves each choice at once, with its line in the audit, and leaves a draft of the settings alone', async () => {
    const settings = await (await mira().slash('settings')).response();
    await (await mira().select(settings.id, 'setting:logChannelId', [here])).response();
    let panel = await choose(await open(), 'channels', [here]);
    panel = await choose(panel, 'logChannelId', [other]);
    expect(textOf(panel)).toContain(`I have every permission that I need in <#${other}>`);
    expect(await saved()).toMatchObject({ channels: [here], logChannelId: other });
    const lines = await world.database.db.select().from(audit);
    expect(lines.map(({ action, details }) => [action, details])).toEqual([
      ['settings-changed', { 'channels.old': null, 'channels.new': here }],
      ['settings-changed', { 'logChannelId.old': null, 'logChannelId.new': other }],
    ]);
    expect((await world.database.db.select().from(settingsDrafts)).length).toBe(1);
    // Choosing the same value again writes nothing.
    await choose(panel, 'logChannelId', [other]);
    expect((await world.database.db.select().from(audit)).length).toBe(2);
    expect((await saved())?.channels).toEqual([here]);
    await choose(panel, 'channels', []);
    expect((await saved())?.channels).toBeNull();
  });

  it('says where it could not answer in threads', async () => {
    world.discord.faults.denyBot(here, PermissionFlagsBits.SendMessagesInThreads);
    expect(textOf(await choose(await open(), 'channels', [here]))).toContain(
      `In <#${here}> I lack **Send Messages in Threads**`,
    );
  });

  it('says what is missing in each channel, and sees it mended', async () => {
    world.discord.faults.denyBot(here, PermissionFlagsBits.AttachFiles | PermissionFlagsBits.ReadMessageHistory);
    world.discord.faults.denyBot(other, PermissionFlagsBits.ViewChannel);
    let panel = await choose(await open(), 'channels', [here, other]);
    expect(textOf(panel)).toContain(`In <#${here}> I lack **Attach Files** and **Read Message History**`);
    expect(textOf(panel)).toContain(`I cannot see <#${other}>`);
    for (const id of [here, other]) world.discord.faults.denyBot(id, 0n);
    panel = await press(panel, 'Look again');
    expect(textOf(panel)).toContain(`I have every permission that I need in <#${here}>, <#${other}>`);
  });

  it('says so where Discord does not tell', async () => {
    world.discord.faults.failRest(/^\/guilds\/\d+\/channels/, 403, 1);
    expect(textOf(await open())).toContain('Discord does not tell me');
  });

  it('asks a first question, in public', async () => {
    const answer = await mira().click((await open()).id, 'Ask “Why is the sky blue?”');
    const message = await answer.response();
    expect(inSystemChannel().some(({ id }) => id === message.id)).toBe(true);
    expect((await world.database.db.select().from(asks))[0]).toMatchObject({ prompt: 'Why is the sky blue?' });
  });

  it('does not offer that where questions are not taken', async () => {
    const panel = await choose(await open(), 'channels', [other]);
    expect(buttonsOf(panel).find(({ label }) => label?.startsWith('Ask'))).toMatchObject({ disabled: true });
    expect(textOf(panel)).toContain(`Go to <#${other}>`);
  });
});
