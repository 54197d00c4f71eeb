import { type APIMessage, ChannelType } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verdictsOfNewestAsks } from '../../db/repo/judged-asks.ts';
import { whoseAsks } from '../../db/repo/research-aggregates.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { gatherReport } from '../../src/research/report/gather.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

const isAnswer = (prompt: string) => (m: APIMessage) =>
  textOf(m).includes(prompt) && /picked this out of/.test(textOf(m));

describe.each([
  ['through the gateway', {}],
  ['over HTTP', { INTERACTIONS_PORT: '0' }],
])('a question in a direct message, %s', (_how, env) => {
  let world: World;
  let channelId: string;
  const person = (name: string) => world.discord.as(world.id(name));
  const all = () => world.database.db.select().from(asks);

  beforeAll(async () => {
    world = await startWorld({ DISCORD_GUILD_ID: '', DIRECT_MESSAGES: 'on', DM_ASKS_A_DAY: '3', ...env });
    channelId = world.discord.addChannel({ name: 'x', type: ChannelType.DM }).id;
  });
  afterAll(async () => {
    await world.close();
    expect(world.discord.violations).toEqual([]);
  });

  it('gets the pick at once, and nobody votes', async () => {
    await person('Ada').slash('ask', { prompt: 'Alone?', voting: 'duel', candidates: 2 }, { channelId });
    const answer = await person('Ada').waitFor(isAnswer('Alone?'));
    expect(buttonsOf(answer)).toEqual([]);
    expect(await world.database.db.select().from(ballots)).toEqual([]);
    expect(await all()).toMatchObject([{ guildId: null, channelId, voting: 'open', state: 'closed', private: false }]);
    expect(await world.database.sql`select 1 from pgboss.job where name = 'ballot-close'`).toHaveLength(0);
  });

  it('is in no figure about people and judges, not even as a number', async () => {
    const report = await gatherReport(world.database.db, { since: null, guildId: null }, new Date());
    expect(JSON.stringify(report.asks)).not.toMatch(/"count":[1-9]/);
    expect(report.judges).toEqual([]);
    const { db } = world.database;
    expect(await verdictsOfNewestAsks(db, 10)).toEqual([]);
    const scope = { guildId: null, since: null, until: null };
    expect(await whoseAsks(db, scope, scope)).toEqual({ simulated: false, real: false });
    const agreement = await (await person('Ada').slash('agreement')).response();
    expect(textOf(agreement)).not.toMatch(/1 question/);
  });

  it('can be followed up there, and is written in the language of the person', async () => {
    const emil = world.discord.addMember({ name: 'Emil', locale: 'de' });
    const own = world.discord.addChannel({ name: 'y', type: ChannelType.DM }).id;
    const german = world.discord.as(emil.user.id);
    await german.slash('ask', { prompt: 'Warum?', candidates: 2 }, { channelId: own });
    expect(
      textOf(await german.waitFor((m) => m.channel_id === own && /hat der Richter diese gewählt/.test(textOf(m)))),
    ).toMatch(/Warum\?/);
    await person('Ada').slash('ask', { prompt: 'And then?', follow_up: true, candidates: 2 }, { channelId });
    await person('Ada').waitFor(isAnswer('And then?'));
    const [first, , second] = (await all()).sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(second?.parentId).toBe(first?.id);
  });

  it('counts towards a limit of all such questions together, in words of its own', async () => {
    const refused = await (await person('Ben').slash('ask', { prompt: 'One more?' }, { channelId })).response();
    expect(textOf(refused)).toMatch(
      /All those who ask outside of servers have together reached the limit of \*\*3 questions a day\*\*/,
    );
    expect(await all()).toHaveLength(3);
    const quota = textOf(await (await person('Ada').slash('quota', {}, { channelId })).response());
    expect(quota).toMatch(/\*\*You\*\*\nQuestions: \*\*2\*\* used/);
    expect(quota).not.toMatch(/This server/);
    // What is used up there is not taken from a server.
    await person('Ben').slash('ask', { prompt: 'On the server?', candidates: 2 });
    await person('Ben').waitFor((m) => textOf(m).includes('On the server?') && buttonsOf(m).length > 1);
  });

  it('is explained by /help with what works there', async () => {
    const help = textOf(await (await person('Mira').slash('help', {}, { channelId })).response());
    expect(help).toMatch(/<\/ask:\d+>[\s\S]+Ask the tribunal[\s\S]+<\/my-votes:\d+>[\s\S]+<\/privacy:\d+>/);
    expect(help).not.toMatch(/settings|agreement|leaderboard|Report/);
  });

  it('is all that is offered: the rest is a server’s, and is refused where a client sends it', async () => {
    for (const name of ['agreement', 'leaderboard', 'reports', 'settings', 'setup', 'export', 'disagreements']) {
      await expect(person('Mira').slash(name, {}, { channelId })).rejects.toThrow(/no command/);
      const sent = await person('Mira').slash(name, {}, { channelId, unchecked: true });
      expect(textOf(await sent.response()), name).toMatch(/on a server|Only/);
    }
    const group = world.discord.addChannel({ name: 'z', type: ChannelType.GroupDM }).id;
    await expect(person('Ada').slash('ask', { prompt: 'Here?' }, { channelId: group })).rejects.toThrow(/no command/);
    const sent = await person('Ada').slash('ask', { prompt: 'Here?' }, { channelId: group, unchecked: true });
    expect(textOf(await sent.response())).toMatch(/on a server/);
    expect((await all()).every(({ prompt }) => prompt !== 'Here?')).toBe(true);
  });

  it('goes with everything else when its asker deletes their data, message included', async () => {
    const panel = await (await person('Ada').slash('privacy', {}, { channelId })).response();
    const sure = await (await person('Ada').click(panel.id, 'Delete mine')).response();
    expect(textOf(await (await person('Ada').click(sure.id, 'Delete all of it')).response())).toMatch(
      /Deleted: 2 questions/,
    );
    await expect
      .poll(() => world.discord.messages(channelId, world.id('Ada')).filter((m) => textOf(m).includes('Alone?')))
      .toEqual([]);
  });
});

it('is not taken unless the operator allows it, and no command is offered there', async () => {
  const world = await startWorld({ DISCORD_GUILD_ID: '' });
  const { id: channelId } = world.discord.addChannel({ name: 'x', type: ChannelType.DM });
  const ada = world.discord.as(world.id('Ada'));
  for (const name of ['ask', 'help', 'quota'])
    await expect(ada.slash(name, { prompt: 'Why?' }, { channelId })).rejects.toThrow(/no command/);
  const sent = await ada.slash('ask', { prompt: 'Why?' }, { channelId, unchecked: true });
  expect(textOf(await sent.response())).toMatch(/on a server/);
  expect(await world.database.db.select().from(asks)).toEqual([]);
  await world.close();
});
