import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const mention = () => `<@${world.discord.applicationId}>`;
const rows = () => world.database.db.select().from(asks).orderBy(asks.createdAt);
/** Waits for the bot's reply to a message. */
const answerTo = (name: string, messageId: string) =>
  person(name).waitFor((m) => m.message_reference?.message_id === messageId && m.author.bot === true);

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('a message that mentions the bot', () => {
  it('is answered once, with one reply, as a reply to it', async () => {
    const said = person('Ben').say(`${mention()} Why is the sky blue?`);
    const answer = await answerTo('Ben', said.id);
    expect(textOf(answer)).toMatch(/Quality \d[\s\S]+One reply, unjudged/);
    const [ask] = await rows();
    expect(ask).toMatchObject({ source: 'chat', n: 1, prompt: 'Why is the sky blue?', judged: false, state: 'closed' });
    expect(JSON.stringify(ask)).not.toContain(world.id('Ben'));
  });

  it('is heard by nobody where it mentions nobody, or only everybody', async () => {
    const before = (await rows()).length;
    person('Ben').say('Why is the sky blue?');
    person('Mira').say('@everyone Why is the sky blue?');
    const said = person('Ben').say(`${mention()}`);
    expect(textOf(await answerTo('Ben', said.id))).toMatch(/Write your question behind my name/);
    expect((await rows()).length).toBe(before);
  });

  it('goes on from the answer that it replies to', async () => {
    const first = person('Chloe').say(`${mention()} Name a colour.`);
    const answer = await answerTo('Chloe', first.id);
    const second = person('Chloe').say(`${mention()} And another?`, { replyTo: answer.id });
    await answerTo('Chloe', second.id);
    const [ask] = await world.database.db.select().from(asks).where(eq(asks.prompt, 'And another?'));
    const [parent] = await world.database.db.select().from(asks).where(eq(asks.prompt, 'Name a colour.'));
    expect(ask?.parentId).toBe(parent?.id);
    const heard = world.models.requests.map(({ messages }) => messages.map(({ content }) => content).join(' | '));
    expect(heard.some((text) => /Name a colour\. \| .*Quality \d.* \| And another\?/s.test(text))).toBe(true);
  });
});

describe('"Judge this" below a reply', () => {
  it('has several replies written and judged, for the same question in the same conversation', async () => {
    const [chat] = await world.database.db.select().from(asks).where(eq(asks.prompt, 'And another?'));
    const reply = await answerTo('Dev', chat?.interactionId ?? '');
    await person('Dev').click(reply.id, 'Judge this');
    const duel = await person('Dev').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
    expect(textOf(duel)).toContain('And another?');
    const judged = (await rows()).find(({ prompt, source }) => prompt === 'And another?' && source === 'command');
    expect(judged).toMatchObject({ n: 4, judged: true, parentId: chat?.parentId });
    const asked = world.models.requests.map(({ messages }) => messages.at(-1)?.content ?? '');
    expect(asked.some((text) => /## Query[\s\S]+This is a conversation[\s\S]+Name a colour\./.test(text))).toBe(true);
  });

  it('does not go on from an answer that people still vote on blind', async () => {
    const duel = await person('Dev').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
    const said = person('Dev').say(`${mention()} Which one is it?`, { replyTo: duel.id });
    expect(textOf(await answerTo('Dev', said.id))).toMatch(/would give the judge’s pick away/);
    const refused = await person('Dev').slash('ask', { prompt: 'Which one is it?', follow_up: true });
    expect(textOf(await refused.response())).toMatch(/would give the judge’s pick away/);
    expect((await rows()).some(({ prompt }) => prompt === 'Which one is it?')).toBe(false);
  });
});

describe('`/ask follow_up` while the earlier question is still being answered', () => {
  afterEach(() => {
    world.models.mood.judgeDelay = 0;
  });

  it.each([
    ['en-US', /still working on your last question.+when its answer is there.+without `follow_up`/],
    ['de', /arbeite ich noch.+wenn ihre Antwort da ist.+ohne `weiterfragen`/],
  ])('is refused with what to do, in %s, and asks nothing', async (locale, words) => {
    const asker = world.discord.as(world.discord.addMember({ name: `Asker ${locale}`, locale }).user.id);
    const ask = (prompt: string, more = {}) => asker.slash('ask', { prompt, voting: 'open', candidates: 2, ...more });
    const named = async (prompt: string) => (await rows()).find((row) => row.prompt === prompt);
    const [fish, bird, another] = ['fish', 'bird', 'other bird'].map((what) => `Name a ${what} in ${locale}.`);
    await ask(fish!);
    await expect.poll(async () => (await named(fish!))?.pick ?? null, { timeout: 15_000 }).not.toBeNull();
    world.models.mood.judgeDelay = 3000;
    await ask(bird!);
    await expect.poll(async () => (await named(bird!))?.state, { timeout: 15_000 }).toBe('judging');
    const refused = await ask(another!, { follow_up: true });
    expect(textOf(await refused.response())).toMatch(words);
    expect(await named(another!)).toBeUndefined();
    world.models.mood.judgeDelay = 0;
    await expect.poll(async () => (await named(bird!))?.pick ?? null, { timeout: 15_000 }).not.toBeNull();
    await ask(another!, { follow_up: true });
    await expect.poll(async () => (await named(another!))?.parentId).toBe((await named(bird!))?.id);
  });
});

describe('"Ask the tribunal" on a message', () => {
  it('puts its text into a form, and asks what the person sends off', async () => {
    const said = person('Ben').say('Does pineapple belong on pizza?');
    const opened = await person('Chloe').messageMenu('Ask the tribunal', said.id);
    if (!opened.modal) throw new Error('no form was opened');
    expect(JSON.stringify(opened.modal.data)).toContain('Does pineapple belong on pizza?');
    expect((await rows()).some(({ prompt }) => prompt.includes('pineapple'))).toBe(false);
    await person('Chloe').submitModal(opened.modal, { question: 'Does pineapple belong on pizza, and why?' });
    await expect.poll(async () => (await rows()).some(({ prompt }) => prompt.endsWith('and why?'))).toBe(true);
  });
});

describe('a file that comes along with a question', () => {
  it('is read by the models and the judge', async () => {
    await person('Ada').slash(
      'ask',
      { prompt: 'What does this say?', candidates: 2 },
      { files: { file: { name: 'note.txt', type: 'text/plain', data: 'The tide turns at noon.' } } },
    );
    await expect
      .poll(async () => (await rows()).find(({ prompt }) => prompt === 'What does this say?')?.judged)
      .toBe(true);
    const asked = world.models.requests.map(({ messages }) => messages.at(-1)?.content ?? '');
    expect(asked.filter((text) => text.includes('The tide turns at noon.')).length).toBeGreaterThanOrEqual(3);
  });

  it('is refused in words where it is no text, and the question given back', async () => {
    const refused = await person('Ada').slash(
      'ask',
      { prompt: 'What does this say?' },
      { files: { file: { name: 'paper.pdf', type: 'application/pdf', data: new Uint8Array([0x89, 0x50, 0, 0xff]) } } },
    );
    expect(textOf(await refused.response())).toMatch(/`paper\.pdf` is not a text file/);
  });
});
