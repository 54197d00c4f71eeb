import { type APIMessage, ChannelType } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

const KEY = 'a key of the tests, long enough to be one';
let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const hashOf = (name: string) => pseudonym(KEY, world.id(name));
const mention = () => `<@${world.discord.applicationId}>`;
const byPrompt = async (text: string) =>
  (await world.database.db.select().from(asks)).filter(({ prompt }) => prompt.includes(text));
const answerTo = (name: string, messageId: string): Promise<APIMessage> =>
  person(name).waitFor((m) => m.message_reference?.message_id === messageId && m.author.bot === true);
const heard = () => world.models.requests.map(({ messages }) => messages.at(-1)?.content ?? '');
const text = (name: string, data: string | Uint8Array) => ({ name, type: 'text/plain', data });
const picture = { name: 'photo.png', type: 'image/png', data: new Uint8Array([0x89, 0x50, 0, 0xff]) };
const forward = (content: string, more: object = {}) => ({
  message_reference: { type: 1, channel_id: world.discord.channels[0]?.id, message_id: '1500000000000000001' },
  message_snapshots: [{ message: { content, attachments: [], embeds: [], ...more } }],
});

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('a message to the bot', () => {
  it('has its text files read, and names what is no text', async () => {
    const said = person('Ben').say(`${mention()} What do they say?`, {
      files: [text('one.txt', 'The tide turns at noon.'), text('two.md', 'The sun sets at nine.'), picture],
      more: { sticker_items: [{ id: '1', name: 'Wave', format_type: 1 }] },
    });
    expect(textOf(await answerTo('Ben', said.id))).toMatch(/I did not read: `photo\.png, Wave`/);
    const asked = heard().find((content) => content.includes('What do they say?'));
    expect(asked).toMatch(/not read: photo\.png, Wave[\s\S]*The tide turns at noon\.[\s\S]*The sun sets at nine\./);
  });

  it('may be a file alone, as a long text becomes when it is pasted', async () => {
    const said = person('Ada').say(mention(), { files: [text('message.txt', 'Why is the sea salty?')] });
    expect(textOf(await answerTo('Ada', said.id))).toMatch(/Quality \d/);
    expect(await byPrompt('sea salty')).toMatchObject([{ prompt: 'Why is the sea salty?', fileText: null }]);
  });

  it('is told by name what was not read where nothing is left to ask', async () => {
    const said = person('Chloe').say(mention(), { files: [picture] });
    expect(textOf(await answerTo('Chloe', said.id))).toMatch(/I did not read: `photo\.png`.*Write your question/);
  });

  it('brings along the words that it replies to, which stay their writer’s', async () => {
    const claim = person('Dev').say(`The moon is hollow, ${mention()}?`);
    await answerTo('Dev', claim.id);
    const said = person('Ben').say(`${mention()} Is that true?`, { replyTo: claim.id });
    await answerTo('Ben', said.id);
    const [ask] = await byPrompt('Is that true?');
    expect(ask).toMatchObject({ promptBy: null, wordsOf: [hashOf('Dev')] });
    expect(ask?.prompt).toMatch(/^Is that true\?\n\n> The moon is hollow/);
    // Judged once more by somebody else, the quoted words are still Dev's.
    const reply = await answerTo('Ben', said.id);
    await person('Mira').click(reply.id, 'Judge this');
    await expect.poll(async () => (await byPrompt('Is that true?')).length).toBe(2);
    const judged = (await byPrompt('Is that true?')).find(({ source }) => source === 'command');
    expect(judged?.wordsOf).toEqual([hashOf('Ben'), hashOf('Dev')].sort());
    const alone = person('Ada').say(mention(), { replyTo: claim.id });
    await answerTo('Ada', alone.id);
    const mine = (await byPrompt('hollow')).find(({ askerHash }) => askerHash === hashOf('Ada'));
    expect(mine).toMatchObject({ promptBy: hashOf('Dev'), wordsOf: [hashOf('Dev')] });
  });

  it('gets words for a reply that does not ping, and for a failed ask, that fit', async () => {
    const first = person('Ben').say(`${mention()} Name a bird.`);
    const answer = await answerTo('Ben', first.id);
    const silent = person('Ben').say('And another?', { replyTo: answer.id, ping: false });
    expect(textOf(await answerTo('Ben', silent.id))).toMatch(/a reply that does not ping me/);
    world.models.mood.candidateStatus = 400;
    const failing = person('Dev').say(`${mention()} Name a fish.`);
    const failed = await person('Dev').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'Try again'));
    world.models.mood.candidateStatus = 200;
    expect(failed.message_reference?.message_id).toBe(failing.id);
    const after = person('Dev').say(`${mention()} And another?`, { replyTo: failed.id });
    expect(textOf(await answerTo('Dev', after.id))).toMatch(/that question failed/);
  });

  it('hears that a mention of its role alone arrives without a text', async () => {
    const said = person('Mira').say(`<@&${world.discord.roles.bot.id}> Why is the sky blue?`);
    expect(textOf(await answerTo('Mira', said.id))).toMatch(/mentions only my role/);
  });

  it('is answered in a thread whose newest answer is still voted on, without it, and says so', async () => {
    const [home] = world.discord.channels;
    const about = { name: 'thread', type: ChannelType.PublicThread, parent_id: home?.id ?? '' } as const;
    const { id: channelId } = world.discord.addChannel(about);
    await person('Chloe').slash('ask', { prompt: 'Which tree is best?' }, { channelId });
    await person('Chloe').waitFor((m) => /Which tree/.test(textOf(m)) && buttonsOf(m).length > 2);
    const said = person('Chloe').say(`${mention()} Which shrub?`, { channelId });
    expect(textOf(await answerTo('Chloe', said.id))).toMatch(/I did not read: `the answer that people still vote on`/);
  });
});

describe('"Ask the tribunal"', () => {
  const open = async (messageId: string, name = 'Chloe') => person(name).messageMenu('Ask the tribunal', messageId);

  it.each([
    ['a forward', () => ({ more: forward('Is the earth flat?') }), 'Is the earth flat?'],
    ['a poll', () => ({ more: { poll: { question: { text: 'Tea or coffee?' }, answers: [] } } }), 'Tea or coffee?'],
    ['a text file', () => ({ files: [text('q.txt', 'What is a quine?')] }), 'What is a quine?'],
    [
      'a file of Windows’ Notepad',
      () => ({ files: [text('q.txt', Buffer.from('\ufeffWas ist ein Ä?', 'utf16le'))] }),
      'Was ist ein Ä?',
    ],
  ])('reads %s', async (_, how, words) => {
    const said = person('Ben').say('', how());
    expect(JSON.stringify((await open(said.id)).modal?.data)).toContain(words);
  });

  it('counts the words of a forward as nobody’s whom it knows, and not as the asker’s', async () => {
    const said = person('Chloe').say('', { more: forward('Is the sun a star?') });
    const { modal } = await open(said.id);
    if (modal) await person('Chloe').submitModal(modal, {});
    await expect.poll(async () => (await byPrompt('Is the sun a star?')).length).toBe(1);
    const [ask] = await byPrompt('Is the sun a star?');
    expect(ask?.promptBy).toBe(pseudonym(KEY, '1500000000000000001'));
  });

  it('names what it cannot use', async () => {
    const both = person('Ben').say('What is this?', { files: [picture] });
    expect(JSON.stringify((await open(both.id)).modal?.data)).toMatch(/Not read: photo\.png/);
    const alone = person('Ben').say('', { files: [picture] });
    expect(textOf(await (await open(alone.id)).response())).toMatch(/I did not read: `photo\.png`/);
    const long = person('Ben').say('', { files: [text('long.txt', 'a '.repeat(5000))] });
    expect(JSON.stringify((await open(long.id)).modal?.data)).toMatch(/The first 4,000 of 9,999 characters/);
  });

  it('reads the bot’s own answers, and asks nothing of its other messages', async () => {
    const said = person('Ben').say(`${mention()} Name a river.`);
    const answer = await answerTo('Ben', said.id);
    const { modal } = await open(answer.id);
    expect(JSON.stringify(modal?.data)).toMatch(/Quality \d/);
    if (modal) await person('Chloe').submitModal(modal, { question: 'Is that a good river?' });
    await expect.poll(async () => (await byPrompt('a good river')).length).toBe(1);
    const [ask] = await byPrompt('a good river');
    expect(ask?.wordsOf).toContain(hashOf('Ben'));
    const empty = person('Ada').say(`${mention()}`);
    const note = await answerTo('Ada', empty.id);
    const opened = await open(note.id);
    if (!opened.modal) throw new Error('no form was opened');
    const refused = await person('Chloe').submitModal(opened.modal, { question: 'What does that mean, then?' });
    expect(textOf(await refused.response())).toMatch(/no question and no answer in that message of mine/);
    expect(await byPrompt('What does that mean, then?')).toEqual([]);
  });
});

describe('an ask', () => {
  it('writes Discord’s signs as names, and is refused with an empty file', async () => {
    const [channel] = world.discord.channels;
    await person('Ada').slash('ask', {
      prompt: `What is <#${channel?.id}> for, <:blob:1500000000000000002>?`,
      voting: 'open',
    });
    await expect.poll(async () => (await byPrompt(`What is #${channel?.name} for, :blob:?`)).length).toBe(1);
    const refused = await person('Ada').slash(
      'ask',
      { prompt: 'And this?' },
      { files: { file: text('nothing.txt', '') } },
    );
    expect(textOf(await refused.response())).toMatch(/There is nothing in `nothing\.txt`/);
    const { db } = world.database;
    expect(await db.select().from(asks).where(eq(asks.prompt, 'And this?'))).toEqual([]);
  });
});
