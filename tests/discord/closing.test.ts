import { ComponentType } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../db/schema/audit.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { startWorld, type World } from '../support/bot.ts';
import { closeAgain, dueNow } from '../support/due-now.ts';
import { buttonsOf, partsOf, textOf } from '../support/messages.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
  // The one reply to a message that is gone, which Discord is asked to refuse.
  expect(world.discord.violations.map(({ problem }) => problem)).toEqual(['message_reference: Unknown message']);
});
afterEach(async () => {
  await world.database.db.delete(guildSettings);
});

const person = (name: string) => world.discord.as(world.id(name));
const settle = (values: Partial<typeof guildSettings.$inferInsert>) =>
  world.database.db.insert(guildSettings).values({ guildId: world.discord.guildId, ...values });
/** Ada asks. */
const duel = async () => {
  const before = new Set(posted().map(({ id }) => id));
  await person('Ada').slash('ask', { prompt: 'Why is the sky blue?' });
  return person('Ada').waitFor(
    (m) => !before.has(m.id) && buttonsOf(m).some(({ label }) => label === 'A is better'),
    40_000,
  );
};
const posted = () => world.discord.messages(world.discord.channelId, world.id('Ada'));
const repliesTo = (id: string) => posted().filter((m) => m.message_reference?.message_id === id);
const press = async (name: string, messageId: string, button: string) =>
  (await person(name).click(messageId, button)).response();
const closed = (id: string) =>
  person('Ben').waitFor((m) => m.id === id && /Voting (is|was) closed/.test(textOf(m)), 20_000);
const ballotOf = async (askMessage: { components?: unknown }) => {
  const id = JSON.stringify(askMessage).match(/vote:([0-9a-f-]{36})/)?.[1] ?? '';
  return (await world.database.db.select().from(ballots)).find((ballot) => ballot.id === id);
};
const closeByTime = async () => {
  await world.database.db.update(ballots).set({ closesAt: new Date() });
  await dueNow(world.database.sql, 'ballot-close');
};
/** Delivers the job of a ballot once more. */
const again = async (ballotId: string) => {
  await closeAgain(world.database.sql, ballotId);
};
const jobsLeft = async () =>
  (
    await world.database
      .sql`select id from pgboss.job where name = 'ballot-close' and state in ('created', 'retry', 'active') and start_after <= now()`
  ).length;

describe('an open vote', () => {
  it('says how many have voted, and tells a voter at once why the judge chose', async () => {
    const message = await duel();
    const reveal = await press('Ben', message.id, 'A is better');
    expect(buttonsOf(reveal).map(({ label }) => label)).toEqual(['Say why', 'Why?']);
    await person('Ben').waitFor((m) => m.id === message.id && /1 vote so far/.test(textOf(m)), 10_000);
    await press('Ada', message.id, 'B is better');
    await press('Ada', message.id, 'Tie');
    await person('Ben').waitFor((m) => m.id === message.id && /2 votes so far/.test(textOf(m)), 10_000);
    const why = await press('Ben', reveal.id, 'Why?');
    expect(textOf(why)).toMatch(/### Why [AB]\?/);
    const id = buttonsOf(reveal)[1]?.custom_id ?? '';
    const stranger = await (await person('Mira').click(message.id, id, { forged: true })).response();
    expect(textOf(stranger)).toMatch(/Voting is still open/);
    await settle({ membersMaySeeWhy: false });
    expect(textOf(await press('Ben', reveal.id, 'Why?'))).toMatch(/does not show why/);
    const changed = await press('Ben', message.id, 'Tie');
    expect(buttonsOf(changed).map(({ label }) => label)).toEqual(['Say why']);
  });

  it('that hides its pick tells no voter why', async () => {
    await settle({ hidePick: true });
    const message = await duel();
    const reveal = await press('Ben', message.id, 'A is better');
    expect(buttonsOf(reveal).map(({ label }) => label)).toEqual(['Say why']);
    const ballot = await ballotOf(message);
    const forged = await (await person('Ben').click(message.id, `why:${ballot?.askId}`, { forged: true })).response();
    expect(textOf(forged)).toMatch(/Voting is still open/);
  });
});

describe('Close now', () => {
  it('asks its asker first, closes for good, and is recorded', async () => {
    const message = await duel();
    await press('Ben', message.id, 'A is better');
    const reveal = await press('Ada', message.id, 'B is better');
    const sure = await press('Ada', reveal.id, 'Close now');
    expect(textOf(sure)).toMatch(/Close the voting now\?\*\* 2 votes so far/);
    expect((await ballotOf(message))?.closedAt).toBeNull();
    expect(textOf(await press('Ada', sure.id, 'Close it for good'))).toMatch(/Voting is closed/);
    const shown = await closed(message.id);
    expect(textOf(shown)).toMatch(/closed early, by the person who asked\. 2 votes/);
    expect(textOf(shown)).toMatch(/Written by `[^`]+`[\s\S]+Written by `[^`]+`/);
    const [picture] = partsOf(shown).filter(({ type }) => type === ComponentType.MediaGallery);
    expect(picture?.items?.[0]?.description).toMatch(/^How many voted for what\. A \(/);
    expect(await ballotOf(message)).toMatchObject({ closedBy: 'asker', closedWith: 2 });
    const written = (await world.database.db.select().from(audit)).filter(({ action }) => action === 'ballot-closed');
    expect(written).toMatchObject([{ details: { by: 'asker', votes: 2 } }]);
    const menu = await (await person('Ada').messageMenu('Close voting', message.id)).response();
    expect(textOf(menu)).toMatch(/has already closed/);
  });

  it('is for moderators too, and for nobody else', async () => {
    const message = await duel();
    const menu = async (name: string) => (await person(name).messageMenu('Close voting', message.id)).response();
    expect(textOf(await menu('Ben'))).toMatch(/Only the person who asked and moderators/);
    const id = `close-now:${(await ballotOf(message))?.id}:do`;
    const forged = await (await person('Ben').click(message.id, id, { forged: true })).response();
    expect(textOf(forged)).toMatch(/Only the person who asked and moderators/);
    const sure = await menu('Mira');
    expect(textOf(sure)).toMatch(/Nobody has voted yet/);
    expect(textOf(await press('Mira', sure.id, 'Close it for good'))).toMatch(/Voting is closed/);
    expect(textOf(await closed(message.id))).toMatch(/closed early, by a moderator\. Nobody voted/);
    expect(await ballotOf(message)).toMatchObject({ closedBy: 'moderator' });
    expect(textOf(await press('Mira', sure.id, 'Close it for good').catch(() => sure))).toMatch(/closed|Close/);
  });
});

it('is closed by no moderator who has voted: the tally may be their own vote, and they know the pick', async () => {
  const message = await duel();
  const menu = await (await person('Mira').messageMenu('Close voting', message.id)).response();
  await press('Mira', message.id, 'A is better');
  const refused = /You have voted here/;
  expect(textOf(await press('Mira', menu.id, 'Close it for good'))).toMatch(refused);
  expect(textOf(await (await person('Mira').messageMenu('Close voting', message.id)).response())).toMatch(refused);
  expect((await ballotOf(message))?.closedAt).toBeNull();
  const own = await press('Ada', message.id, 'Tie');
  const sure = await press('Ada', own.id, 'Close now');
  expect(textOf(await press('Ada', sure.id, 'Close it for good'))).toMatch(/Voting is closed/);
});

describe('the word that voting has closed', () => {
  it('is not said unless the server wants it', async () => {
    const message = await duel();
    await closeByTime();
    await closed(message.id);
    await expect.poll(jobsLeft, { timeout: 10_000 }).toBe(0);
    expect(repliesTo(message.id)).toEqual([]);
    expect(await ballotOf(message)).toMatchObject({ closedBy: 'time', announcedAt: null });
  });

  it('is said once, in a reply that pings nobody, however often the job is delivered', async () => {
    await settle({ announceClose: true });
    const message = await duel();
    await press('Ben', message.id, 'A is better');
    await closeByTime();
    await closed(message.id);
    await expect.poll(() => repliesTo(message.id).length, { timeout: 10_000 }).toBe(1);
    const [word] = repliesTo(message.id);
    expect(word && textOf(word)).toMatch(/^Voting has closed: the judge’s pick, \*\*[AB]\*\*, got [01] of 1 vote\.$/);
    const ballot = await ballotOf(message);
    await expect.poll(async () => (await ballotOf(message))?.announcedAt).not.toBeNull();
    await again(ballot?.id ?? '');
    await expect.poll(jobsLeft, { timeout: 10_000 }).toBe(0);
    // As if the process had died between the word and its row.
    await world.database.db.update(ballots).set({ announcedAt: null });
    await again(ballot?.id ?? '');
    await expect.poll(async () => (await ballotOf(message))?.announcedAt, { timeout: 10_000 }).not.toBeNull();
    expect(repliesTo(message.id)).toHaveLength(1);
    const sent = world.discord.requests.filter(({ path }) => path.endsWith('/messages'));
    expect(JSON.stringify(sent.at(-1)?.body)).toMatch(/"allowed_mentions":\{"parse":\[\]\}/);
  });

  it('is not said where the message is gone', async () => {
    await settle({ announceClose: true });
    const message = await duel();
    await fetch(`${world.discord.apiUrl}/v10/channels/${world.discord.channelId}/messages/${message.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bot ${world.discord.botToken}` },
    });
    const before = posted().length;
    await closeByTime();
    await expect.poll(async () => (await ballotOf(message))?.announcedAt, { timeout: 15_000 }).not.toBeNull();
    expect(posted()).toHaveLength(before);
  });
});
