import { ChannelType } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { votes } from '../../db/schema/votes.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

const { DM, GroupDM } = ChannelType;

describe.each([
  ['through the gateway', {}],
  ['over HTTP', { INTERACTIONS_PORT: '0' }],
])('outside any server, %s', (_how, env) => {
  let world: World;
  const person = (name: string) => world.discord.as(world.id(name));
  const said = async (command: string, options: Record<string, string | number>, channelId: string) =>
    textOf(await (await person('Ada').slash(command, options, { channelId, unchecked: true })).response());

  beforeAll(async () => {
    world = await startWorld(env);
  });
  afterAll(async () => {
    await world.close();
    expect(world.discord.violations).toEqual([]);
  });

  it.each([DM, GroupDM])('nothing that is for servers is done (channel type %i)', async (type) => {
    const { id } = world.discord.addChannel({ name: 'x', type });
    for (const [command, options] of [
      ['ask', { prompt: 'In private?' }],
      ['agreement', {}],
      ['leaderboard', {}],
      ['quota', {}],
      ['reasoning', { ask: crypto.randomUUID() }],
      ['reports', {}],
      ['settings', {}],
      ['setup', {}],
      ['export', {}],
    ] as const)
      expect(await said(command, options as never, id), command).toMatch(/on a server|Only (moderators|those)/);
    expect(await world.database.db.select().from(asks)).toEqual([]);
  });

  it('what is a person’s own is still told and deleted', async () => {
    const { id } = world.discord.addChannel({ name: 'x', type: DM });
    const panel = await (await person('Ada').slash('privacy', {}, { channelId: id, unchecked: true })).response();
    expect(textOf(panel)).toMatch(/Your data/);
    const sure = await (await person('Ada').click(panel.id, 'Delete mine')).response();
    expect(textOf(await (await person('Ada').click(sure.id, 'Delete all of it')).response())).toMatch(
      /Deleted: 0 questions/,
    );
  });

  it('a button that a forwarded message brought along does nothing', async () => {
    const prompt = 'A duel?';
    await person('Ada').slash('ask', { prompt });
    const duel = await person('Ada').waitFor(
      (m) => textOf(m).includes(prompt) && buttonsOf(m).some(({ label }) => label === 'Tie'),
    );
    const [ask] = await world.database.db.select().from(asks);
    const { id } = world.discord.addChannel({ name: 'x', type: DM });
    const panel = await (await person('Ben').slash('privacy', {}, { channelId: id, unchecked: true })).response();
    const ids = buttonsOf(duel).map(({ custom_id }) => custom_id);
    for (const customId of [
      ...ids.filter((one) => !one.startsWith('report')),
      `judge-this:${ask?.id}`,
      `why:${ask?.id}`,
      'first-question',
    ])
      expect(
        textOf(await (await person('Ben').click(panel.id, customId, { forged: true })).response()),
        customId,
      ).toMatch(/on a server|Only those/);
    expect(await world.database.db.select().from(votes)).toEqual([]);
    expect(await world.database.db.select().from(asks)).toHaveLength(1);
  });
});
