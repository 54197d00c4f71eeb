import type { APIMessage } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { exportPerson } from '../../src/privacy/personal-export.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';
import { dumpOf } from '../support/scan.ts';

const KEY = 'a key of the tests, long enough to be one';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const hashOf = (name: string) => pseudonym(KEY, world.id(name));
const asked = (prompt: string) => world.database.db.select().from(asks).where(eq(asks.prompt, prompt));

/** Asks, and returns while the judge is judging. */
async function judging(prompt: string): Promise<string> {
  world.models.mood.judgeDelay = 1500;
  await person('Ada').slash('ask', { prompt });
  await expect.poll(async () => (await asked(prompt))[0]?.state, { timeout: 20_000 }).toBe('judging');
  world.models.mood.judgeDelay = 0;
  return (await asked(prompt))[0]?.id ?? '';
}
const isDuel = (prompt: string) => (m: APIMessage) =>
  textOf(m).includes(prompt) && buttonsOf(m).some(({ label }) => label === 'A is better');

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('between the answers and the vote', () => {
  it('the personal export does not tell who wrote what', async () => {
    await judging('Why is the sky blue?');
    const mine = JSON.parse(await exportPerson(world.database, hashOf('Ada'), new Date()));
    const answers = mine.asks[0].answers.map((answer: object) => Object.keys(answer));
    expect(answers).toEqual(Array.from({ length: 4 }, () => ['slot', 'text']));
    expect(mine.asks[0]).not.toHaveProperty('pick');
    await person('Ben').waitFor(isDuel('Why is the sky blue?'), 30_000);
  });
});

describe('between an answer and the note that the bot takes of it', () => {
  it('a chat reply does not outlast the deletion of what it answers', async () => {
    const { sql } = world.database;
    // Sleep before any row is locked, so that a deletion can come in between.
    await sql.unsafe(`create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(1.5); return null; end $$;
      create trigger slowly before update of message_id on asks for each statement execute function slowly()`);
    try {
      const said = person('Chloe').say(`<@${world.discord.applicationId}> Why does the walrus whistle?`);
      const answers = () =>
        world.discord
          .messages(world.discord.channelId, world.id('Ben'))
          .filter(({ message_reference }) => message_reference?.message_id === said.id);
      await expect.poll(() => answers().map(textOf).join(), { timeout: 20_000 }).toMatch(/Quality/);
      await person('Chloe').slash('privacy');
      const panel = await person('Chloe').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'Delete mine'));
      const sure = await (await person('Chloe').click(panel.id, 'Delete mine')).response();
      await (await person('Chloe').click(sure.id, 'Delete all of it')).response();
      await expect.poll(() => answers().map(textOf).join(), { timeout: 10_000 }).toMatch(/were deleted/);
      expect(answers()).toHaveLength(1);
    } finally {
      await sql.unsafe('drop trigger slowly on asks; drop function slowly');
    }
  }, 60_000);
});

describe('a forged Judge this', () => {
  it('does not make a question of the channel out of one from a message’s menu, or a private one', async () => {
    const said = person('Ada').say('Is the quokka a mammal?');
    const { modal } = await person('Ada').messageMenu('Ask the tribunal', said.id);
    if (!modal) throw new Error('no form was opened');
    await person('Ada').submitModal(modal, {});
    await person('Ada').slash('ask', { prompt: 'Is the quokka a secret?', private: true });
    const button = await person('Ada').waitFor(({ author }) => author.bot === true);
    for (const prompt of ['Is the quokka a mammal?', 'Is the quokka a secret?']) {
      await expect.poll(async () => (await asked(prompt)).length).toBe(1);
      const [{ id } = { id: '' }] = await asked(prompt);
      const told = await (await person('Ada').click(button.id, `judge-this:${id}`, { forged: true })).response();
      expect(textOf(told)).toMatch(/no longer there/);
      expect(await asked(prompt)).toHaveLength(1);
    }
  });
});

describe('what people type beside a question', () => {
  it('keeps nobody’s Discord id: why they voted so, what they report, what a file is called', async () => {
    const mention = `<@${world.id('Dev')}>`;
    const file = { name: `${mention}.txt`, type: 'text/plain', data: `Told by ${mention}.` };
    await person('Ada').slash('ask', { prompt: `Is ${mention} right?` }, { files: { file } });
    const duel = await person('Ben').waitFor(isDuel('Is @member-1 right?'), 30_000);
    await (await person('Ben').click(duel.id, 'A is better')).response();
    const custom = buttonsOf(duel)[0]?.custom_id?.replace(/^vote:([^:]+):.*/, 'reason:$1') ?? '';
    const why = (await person('Ben').click(duel.id, custom, { forged: true })).modal;
    const report = (await person('Ben').click(duel.id, 'Report')).modal;
    if (!why || !report) throw new Error('no form was opened');
    const texts = [`as ${mention} said`, `ask ${mention}`];
    await (
      await person('Ben').submitModal(why, { decisive: ['clear'], text: texts[0] ?? '' }, { unchecked: true })
    ).response();
    await (
      await person('Ben').submitModal(
        report,
        { reason: 'other', meant: 'a', words: texts[1] ?? '' },
        { unchecked: true },
      )
    ).response();
    const kept = await dumpOf(world.database);
    expect(kept).toMatch(/as @member-1 said/);
    expect(kept).toMatch(/ask @member-1/);
    expect(kept).toMatch(/@member-1\.txt/);
    expect(kept).not.toContain(world.id('Dev'));
  }, 60_000);
});
