import {
  type APIChannel,
  type APIMessage,
  ChannelType,
  MessageFlags,
  OverwriteType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { reports } from '../../db/schema/reports.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

const { ManageMessages, ManageThreads, ViewChannel } = PermissionFlagsBits;

describe.each([
  ['through the gateway', {}],
  ['over HTTP', { INTERACTIONS_PORT: '0' }],
])('what was asked where not everybody may look, %s', (_how, env) => {
  let world: World;
  let home: APIChannel;
  /**
   * `board` is hidden from moderators, `staff` from everybody else.
   * `thread` is a private thread, and `adults` is age-restricted.
   */
  const places: Record<'board' | 'staff' | 'thread' | 'adults', APIChannel> = {} as never;
  const ids: Record<string, string> = {};
  const person = (name: string) => world.discord.as(world.id(name));

  async function ask(channelId: string, prompt: string): Promise<APIMessage> {
    await person('Ada').slash('ask', { prompt, candidates: 2 }, { channelId });
    const duel = await person('Ada').waitFor(
      (m) => textOf(m).includes(prompt) && buttonsOf(m).some(({ label }) => label === 'Tie'),
    );
    const [row] = await world.database.db.select().from(asks).where(eq(asks.prompt, prompt));
    ids[prompt] = row?.id ?? '';
    return duel;
  }
  async function report(message: APIMessage, words: string) {
    const { modal } = await person('Ben').click(message.id, 'Report');
    if (modal) await (await person('Ben').submitModal(modal, { reason: 'other', meant: 'a', words })).response();
  }
  const reasoning = async (prompt: string, channelId: string) =>
    textOf(
      await (
        await person('Mira').slash('reasoning', { ask: ids[prompt] ?? '' }, { channelId, unchecked: true })
      ).response(),
    );
  const duels: APIMessage[] = [];

  beforeAll(async () => {
    world = await startWorld(env, {}, { channelNames: ['ask-tribunal', 'log'] });
    const { everyone, moderators } = world.discord.roles;
    const rule = (id: string, allow: bigint, deny: bigint) => ({
      id,
      type: OverwriteType.Role,
      allow: `${allow}`,
      deny: `${deny}`,
    });
    home = world.discord.channels[0] as APIChannel;
    const closed = [rule(everyone.id, 0n, ViewChannel)];
    places.board = world.discord.addChannel({ name: 'board', permission_overwrites: closed });
    places.staff = world.discord.addChannel({
      name: 'staff',
      permission_overwrites: [...closed, rule(moderators.id, ViewChannel | ManageMessages, 0n)],
    });
    places.thread = world.discord.addChannel({ name: 'secret', type: ChannelType.PrivateThread, parent_id: home.id });
    places.adults = world.discord.addChannel({ name: 'adults', nsfw: true });
    for (const [name, { id }] of Object.entries(places)) duels.push(await ask(id, `Asked in ${name}?`));
    duels.push(await ask(home.id, 'Asked in public?'));
  });
  afterAll(async () => {
    await world.close();
    expect(world.discord.violations).toEqual([]);
  });

  it('is listed and explained only to moderators who see that channel, and moderate it', async () => {
    const offered = await person('Mira').autocomplete('reasoning', { ask: 'Asked' }, 'ask');
    expect(offered.map(({ name }) => name).sort()).toEqual(['Asked in public?', 'Asked in staff?']);
    expect(await reasoning('Asked in public?', home.id)).toMatch(/The judge’s reasoning/);
    expect(await reasoning('Asked in staff?', home.id)).toMatch(/The judge’s reasoning/);
    for (const prompt of ['Asked in board?', 'Asked in thread?', 'Asked in adults?'])
      expect(await reasoning(prompt, home.id), prompt).toMatch(/I know no question/);
    expect(await reasoning('Asked in adults?', places.adults.id)).toMatch(/The judge’s reasoning/);
    // A member of the thread sees it.
    expect(await reasoning('Asked in thread?', places.thread.id)).toMatch(/The judge’s reasoning/);
  });

  it('is not leafed through with a forged button', async () => {
    const open = await (await person('Mira').slash('reasoning', { ask: ids['Asked in public?'] ?? '' })).response();
    const forged = await (
      await person('Mira').click(open.id, `reasoning:${ids['Asked in board?']}:1`, { forged: true })
    ).response();
    expect(textOf(forged)).toMatch(/I know no question/);
  });

  it('is not quoted into a log channel that more people see, nor is what was said about it', async () => {
    const log = world.discord.channels[1] as APIChannel;
    await world.database.db.insert(guildSettings).values({ guildId: world.discord.guildId, logChannelId: log.id });
    for (const [i, duel] of duels.entries()) await report(duel, `Words number ${i}.`);
    const posted = () => world.discord.messages(log.id, world.id('Chloe')).map(textOf);
    await expect.poll(() => posted().length).toBe(5);
    expect(posted().filter((text) => /Asked in public\?[\s\S]*Words number 4/.test(text))).toHaveLength(1);
    expect(posted().filter((text) => /Asked in (board|staff|thread|adults)|Words number [0-3]/.test(text))).toEqual([]);
    expect(posted().filter((text) => /not quoted here/.test(text))).toHaveLength(4);
  });

  it('is not quoted there after a button was pressed, and is acted upon only by who moderates it', async () => {
    const log = world.discord.channels[1] as APIChannel;
    const postOf = async (prompt: string) => {
      const [row] = await world.database.db
        .select()
        .from(reports)
        .where(eq(reports.askId, ids[prompt] ?? ''));
      return row?.messageId ?? '';
    };
    const hidden = async (prompt: string) =>
      (
        await world.database.db
          .select()
          .from(asks)
          .where(eq(asks.id, ids[prompt] ?? ''))
      )[0]?.hiddenAt !== null;
    const after = await (await person('Mira').click(await postOf('Asked in adults?'), 'Hide')).response();
    expect(textOf(after)).toMatch(/not quoted here[\s\S]*hidden/);
    expect(await hidden('Asked in adults?')).toBe(true);
    await person('Mira').click(await postOf('Asked in staff?'), 'Hide');
    await expect.poll(() => hidden('Asked in staff?')).toBe(true);
    for (const prompt of ['Asked in board?', 'Asked in thread?']) {
      const post = await postOf(prompt);
      await person('Mira').click(post, 'Delete');
      await person('Mira').waitFor(
        (m) => ((m.flags ?? 0) & MessageFlags.Ephemeral) !== 0 && /may do this/.test(textOf(m)),
      );
      expect(await hidden(prompt)).toBe(false);
      expect(
        textOf(world.discord.messages(log.id, world.id('Mira')).find(({ id }) => id === post) as APIMessage),
      ).toMatch(/not quoted here/);
    }
  });

  it('stands under /reports only for who moderates it, and whole where it may be read', async () => {
    const listed = async (channelId: string) =>
      textOf(await (await person('Mira').slash('reports', {}, { channelId })).response());
    expect(await listed(home.id)).toMatch(/Asked in public\?/);
    expect(await listed(home.id)).not.toMatch(/board|thread/);
  });

  it('is open to a moderator of threads, and to one by a role of that channel', async () => {
    const { roles } = world.discord;
    const before = roles.moderators.permissions;
    roles.moderators.permissions = `${BigInt(before) | ManageThreads}`;
    // The permissions are cached for some seconds.
    await expect
      .poll(() => reasoning('Asked in thread?', home.id), { timeout: 20_000, interval: 2000 })
      .toMatch(/The judge’s reasoning/);
    roles.moderators.permissions = before;
  });
});
