import { type APIChannel, ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { desc } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { startWorld, type World } from '../support/bot.ts';
import { closeAgain, dueNow } from '../support/due-now.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

const { CreatePublicThreads, SendMessagesInThreads } = PermissionFlagsBits;

let world: World;
let asked = 0;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});
afterEach(async () => {
  await world.database.db.delete(guildSettings);
  world.discord.faults.mend();
  world.discord.faults.denyBot(world.discord.channelId, 0n);
});

const person = (name: string) => world.discord.as(world.id(name));
const settle = (values: Partial<typeof guildSettings.$inferInsert> = { threadAtClose: true }) =>
  world.database.db.insert(guildSettings).values({ guildId: world.discord.guildId, ...values });
const seen = (channelId: string) => world.discord.messages(channelId, world.id('Ada'));
const threadOf = (messageId: string) =>
  world.discord.channels.find(({ id }) => id === messageId) as (APIChannel & { name: string }) | undefined;
const duel = async (prompt = 'Why is the sky blue?', channelId = world.discord.channelId) => {
  const own = `${prompt} Round ${++asked}.`;
  await person('Ada').slash('ask', { prompt: own }, { channelId });
  return person('Ada').waitFor(
    (m) => textOf(m).includes(`Round ${asked}.`) && buttonsOf(m).some(({ label }) => label === 'Tie'),
    8_000,
  );
};
const ballotOf = async () =>
  (await world.database.db.select().from(ballots).orderBy(desc(ballots.createdAt)).limit(1))[0];
const newest = async () => (await world.database.db.select().from(asks).orderBy(desc(asks.createdAt)).limit(1))[0];
const closeAll = async () => {
  await world.database.db.update(ballots).set({ closesAt: new Date() });
  await dueNow(world.database.sql, 'ballot-close');
  await settled();
};
/** Delivers the closing of a ballot once more. */
const again = async (ballotId: string) => {
  await closeAgain(world.database.sql, ballotId);
  await settled();
};
const settled = () =>
  expect
    .poll(
      async () =>
        (
          await world.database
            .sql`select id from pgboss.job where name in ('ballot-close', 'message-erase') and state in ('created', 'retry', 'active') and start_after <= now()`
        ).length,
      { timeout: 20_000 },
    )
    .toBe(0);

describe('the thread of a question', () => {
  it('is not opened unless the server wants it', async () => {
    const message = await duel();
    await closeAll();
    expect(threadOf(message.id)).toBeUndefined();
  });

  it('is opened when voting has closed and not before, with one sentence in it', async () => {
    await settle();
    const message = await duel('Who dies? ||Snape||');
    await (await person('Ben').click(message.id, 'Tie')).response();
    expect(threadOf(message.id)).toBeUndefined();
    await closeAll();
    expect(threadOf(message.id)).toMatchObject({
      name: `Who dies? (spoiler) Round ${asked}.`,
      parent_id: message.channel_id,
    });
    expect(seen(message.id).map(textOf)).toEqual([
      'Voting has closed: here is room to talk about the question and its answers.',
    ]);
    expect(seen(message.channel_id).filter((m) => m.message_reference?.message_id === message.id)).toEqual([]);
  });

  it('is one, with one sentence, however often a process dies on the way', async () => {
    await settle();
    const message = await duel();
    await closeAll();
    const ballot = await ballotOf();
    await world.database.db.update(ballots).set({ announcedAt: null });
    await again(ballot?.id ?? '');
    expect(seen(message.id)).toHaveLength(1);
    expect((await ballotOf())?.announcedAt).not.toBeNull();
    const opened = world.discord.requests.filter(({ path }) => path.endsWith(`/${message.id}/threads`));
    expect(opened.map(({ status }) => status)).toEqual([201, 400]);
  });

  it('says nothing twice where the process died between the thread and its sentence', async () => {
    await settle();
    const message = await duel();
    world.discord.faults.loseAnswers(new RegExp(`/${message.id}/threads`), 1);
    await closeAll();
    await expect.poll(async () => (await ballotOf())?.announcedAt).not.toBeNull();
    expect(seen(message.id)).toHaveLength(1);
  });

  it('holds the announcement where the server wants that too', async () => {
    await settle({ threadAtClose: true, announceClose: true });
    const message = await duel();
    await closeAll();
    expect(seen(message.id).map(textOf)).toEqual([expect.stringMatching(/^Voting has closed, and nobody voted/)]);
    expect(seen(message.channel_id).filter((m) => m.message_reference?.message_id === message.id)).toEqual([]);
  });

  it.each([
    ['opened', CreatePublicThreads],
    ['written in', SendMessagesInThreads],
  ])('that cannot be %s breaks nothing, and the announcement goes to the channel', async (_what, right) => {
    await settle({ threadAtClose: true, announceClose: true });
    const message = await duel();
    world.discord.faults.denyBot(world.discord.channelId, right);
    const written = right === SendMessagesInThreads;
    if (written) world.discord.faults.denyBot(message.id, right);
    await closeAll();
    expect(threadOf(message.id) !== undefined).toBe(written);
    const replies = seen(message.channel_id).filter((m) => m.message_reference?.message_id === message.id);
    expect(replies.map(textOf)).toEqual([expect.stringMatching(/^Voting has closed/)]);
    expect((await ballotOf())?.announcedAt).not.toBeNull();
  });

  it('has a plain name where Discord refuses the question as one', async () => {
    await settle();
    const message = await duel();
    world.discord.faults.refuseRest({ match: /threads$/, code: 200001 }, 1);
    await closeAll();
    expect(threadOf(message.id)?.name).toBe('A question');
  });

  it('is not opened in a thread', async () => {
    await settle();
    const place = world.discord.addChannel({
      name: 'thread',
      type: ChannelType.PublicThread,
      parent_id: world.discord.channelId,
    });
    const message = await duel('In a thread?', place.id);
    await closeAll();
    expect(threadOf(message.id)).toBeUndefined();
    expect((await ballotOf())?.announcedAt).not.toBeNull();
  });

  it('that a member opened before is taken as it is', async () => {
    await settle();
    const message = await duel();
    await fetch(`${world.discord.apiUrl}/v10/channels/${message.channel_id}/messages/${message.id}/threads`, {
      method: 'POST',
      headers: { authorization: `Bot ${world.discord.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ours' }),
    });
    await closeAll();
    expect(threadOf(message.id)?.name).toBe('ours');
    expect(seen(message.id)).toHaveLength(1);
  });
});

describe('a mention in the thread of a question', () => {
  it('goes on from its answer', async () => {
    await settle();
    const message = await duel();
    const about = await newest();
    await closeAll();
    const said = person('Ben').say(`<@${world.discord.applicationId}> And why?`, { channelId: message.id });
    await person('Ben').waitFor((m) => m.message_reference?.message_id === said.id, 10_000);
    expect(await newest()).toMatchObject({ parentId: about?.id, channelId: message.id });
  });

  it('goes on from nothing while people vote blind, and says so', async () => {
    const message = await duel();
    await fetch(`${world.discord.apiUrl}/v10/channels/${message.channel_id}/messages/${message.id}/threads`, {
      method: 'POST',
      headers: { authorization: `Bot ${world.discord.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ours' }),
    });
    const said = person('Ben').say(`<@${world.discord.applicationId}> Which is it?`, { channelId: message.id });
    const reply = await person('Ben').waitFor((m) => m.message_reference?.message_id === said.id, 10_000);
    expect((await newest())?.parentId).toBeNull();
    expect(textOf(reply)).toMatch(/vot/i);
    await closeAll();
  });
});

describe('the words in the name of a thread', () => {
  it('go with the question, even from an archived thread', async () => {
    await settle();
    const message = await duel();
    await closeAll();
    world.discord.archive(message.id);
    const panel = await (await person('Ada').slash('privacy')).response();
    const sure = await (await person('Ada').click(panel.id, 'Delete mine')).response();
    await (await person('Ada').click(sure.id, 'Delete all of it')).response();
    await settled();
    expect(threadOf(message.id)?.name).toBe('A question');
  });

  it('go where a moderator hides the answer', async () => {
    await settle();
    const message = await duel();
    await closeAll();
    const form = await person('Ben').click(message.id, 'Report');
    const { modal } = form;
    if (!modal) throw new Error('no form');
    await (await person('Ben').submitModal(modal, { reason: 'Bad' }, { unchecked: true })).response();
    const list = await (await person('Mira').slash('reports')).response();
    await (await person('Mira').click(list.id, 'Hide')).response();
    await settled();
    await expect.poll(() => threadOf(message.id)?.name).toBe('A question');
  });
});

describe('/settings', () => {
  it('says which right is missing where threads are switched on', async () => {
    const panel = await (await person('Mira').slash('settings')).response();
    const voting = await (await person('Mira').click(panel.id, 'Voting')).response();
    expect(textOf(voting)).not.toMatch(/Create Public Threads/);
    world.discord.faults.denyBot(world.discord.channelId, CreatePublicThreads | SendMessagesInThreads);
    const on = await (await person('Mira').click(voting.id, 'Open a thread at the end')).response();
    expect(textOf(on)).toMatch(
      /I lack \*\*Send Messages in Threads\*\* and \*\*Create Public Threads\*\*|I lack \*\*Create Public Threads\*\* and \*\*Send Messages in Threads\*\*/,
    );
    expect(textOf(on)).toMatch(/A thread when voting has closed: no → \*\*yes\*\*/);
    world.discord.faults.denyBot(world.discord.channelId, 0n);
    const off = await (await person('Mira').click(on.id, 'Voting')).response();
    expect(textOf(off)).not.toMatch(/I lack/);
    await (await person('Mira').click(off.id, 'Save')).response();
    expect((await world.database.db.select().from(guildSettings))[0]?.threadAtClose).toBe(true);
  });
});
