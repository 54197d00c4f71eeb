import { type APIChannel, type APIMessage, ChannelType } from 'discord-api-types/v10';
import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { startWorld, type World } from '../support/bot.ts';
import { dueNow } from '../support/due-now.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

const { PublicThread, PrivateThread, GuildForum } = ChannelType;

describe.each([
  ['through the gateway', {}],
  ['over HTTP', { INTERACTIONS_PORT: '0' }],
])('a thread that nobody announced, %s', (how, env) => {
  let world: World;
  let [home, adults, forum]: APIChannel[] = [];
  const person = (name: string) => world.discord.as(world.id(name));
  const newest = async () => (await world.database.db.select().from(asks).orderBy(desc(asks.id)).limit(1))[0];
  const thread = (parent: APIChannel | undefined, type = PublicThread) =>
    world.discord.addChannel({ name: 'thread', type, parent_id: parent?.id ?? '' }).id;
  const ask = async (channelId: string, prompt: string, more = {}) =>
    (await person('Ada').slash('ask', { prompt, candidates: 2, ...more }, { channelId })).response();
  const asked = async (channelId: string, prompt: string) => {
    await ask(channelId, prompt);
    return person('Ada').waitFor(
      (m) => textOf(m).includes(prompt) && buttonsOf(m).some(({ label }) => label === 'Tie'),
    );
  };

  beforeAll(async () => {
    world = await startWorld(env);
    home = world.discord.channels[0];
    adults = world.discord.addChannel({ name: 'adults', nsfw: true });
    forum = world.discord.addChannel({ name: 'forum', type: GuildForum });
  });
  afterAll(async () => {
    await world.close();
    expect(world.discord.violations).toEqual([]);
  });
  beforeEach(async () => {
    await world.database.db.delete(guildSettings);
  });
  const allow = (...channels: (APIChannel | undefined)[]) =>
    world.database.db
      .insert(guildSettings)
      .values({ guildId: world.discord.guildId, channels: channels.map((channel) => channel?.id ?? '') });

  it('belongs to its channel: where that is allowed questions are taken, elsewhere not', async () => {
    await allow(home, forum);
    await asked(thread(home), 'In a thread?');
    await asked(thread(home, PrivateThread), 'In a private thread?');
    await asked(thread(forum), 'In a post of a forum?');
    expect(textOf(await ask(thread(adults), 'Elsewhere?'))).toMatch(/not taken in this channel/);
    expect((await newest())?.prompt).toBe('In a post of a forum?');
  });

  it('has the age mark of its channel', async () => {
    await asked(thread(adults), 'For adults?');
    expect((await newest())?.settings.ageRestricted).toBe(true);
    await asked(thread(home), 'For everybody?');
    expect((await newest())?.settings.ageRestricted).toBeUndefined();
    await asked(adults?.id ?? '', 'For adults, in the channel?');
    expect((await newest())?.settings.ageRestricted).toBe(true);
  });

  it('is voted in, closed in, and opened again for the closing where it was put away', async () => {
    const place = thread(home);
    const duel = await asked(place, 'Who wins here?');
    expect(textOf(await (await person('Ben').click(duel.id, 'Tie')).response())).toMatch(/You chose/);
    world.discord.archive(place);
    await due();
    const closed = await person('Ben').waitFor((m) => m.id === duel.id && /Voting is closed/.test(textOf(m)), 20_000);
    expect(textOf(closed)).toMatch(/1 vote/);
  });

  it('that is locked keeps its message as it is, and nobody tries for ever', async () => {
    const place = thread(home);
    const duel = await asked(place, 'Who is locked in?');
    world.discord.archive(place, { locked: true });
    await due();
    const [ballot] = await world.database.db.select().from(ballots).orderBy(desc(ballots.id)).limit(1);
    await expect.poll(stateOfClosing(ballot?.id)).toBe('completed');
    expect(textOf(seen(duel))).not.toMatch(/Voting is closed/);
  });

  it('goes on only from what was said in it', async () => {
    const [one, two] = [thread(home), thread(home)];
    await ask(one, 'First?', { voting: 'open' });
    await person('Ada').waitFor((m) => m.channel_id === one && buttonsOf(m).length > 1);
    await ask(one, 'And then?', { follow_up: true });
    const parent = (await newest())?.parentId;
    expect(parent).not.toBeNull();
    await ask(two, 'And here?', { follow_up: true });
    expect((await newest())?.prompt).toBe('And here?');
    expect((await newest())?.parentId).toBeNull();
  });

  if (how !== 'over HTTP')
    it('is heard where somebody speaks to the bot', async () => {
      await allow(home);
      const place = thread(home);
      const said = person('Ada').say(`<@${world.discord.applicationId}> Hello there?`, { channelId: place });
      const reply = await person('Ada').waitFor((m) => m.message_reference?.message_id === said.id, 10_000);
      expect(textOf(reply)).toMatch(/Quality/);
      const elsewhere = person('Ada').say(`<@${world.discord.applicationId}> Hello?`, { channelId: thread(forum) });
      const refused = await person('Ada').waitFor((m) => m.message_reference?.message_id === elsewhere.id, 10_000);
      expect(textOf(refused)).not.toMatch(/Quality/);
    });

  if (how !== 'over HTTP')
    it('has the age mark of its channel where somebody speaks to the bot, too', async () => {
      const said = person('Ada').say(`<@${world.discord.applicationId}> For adults?`, { channelId: thread(adults) });
      await person('Ada').waitFor((m) => m.message_reference?.message_id === said.id, 10_000);
      expect((await newest())?.settings.ageRestricted).toBe(true);
    });

  /** Expires the message's token, so that the bot must edit the message as its own. */
  async function due() {
    const { db, sql } = world.database;
    await expect.poll(async () => (await newest())?.messageId).not.toBeNull();
    await db.update(asks).set({ interactionToken: null });
    await db.update(ballots).set({ closesAt: new Date() });
    await dueNow(sql, 'ballot-close');
  }
  const stateOfClosing = (id: string | undefined) => async () =>
    (
      await world.database
        .sql`select state::text from pgboss.job where name = 'ballot-close' and data ->> 'ballotId' = ${id ?? ''}`
    )[0]?.state;
  const seen = ({ id, channel_id }: APIMessage) =>
    world.discord.messages(channel_id, world.id('Ben')).find((m) => m.id === id) as APIMessage;
});
