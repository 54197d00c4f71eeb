import { setTimeout as sleep } from 'node:timers/promises';
import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';
import { dumpOf } from '../support/scan.ts';

const KEY = 'a key of the tests, long enough to be one';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const hashOf = (name: string) => pseudonym(KEY, world.id(name));
const labelled = (label: string) => (m: APIMessage) => buttonsOf(m).some((button) => button.label === label);
const publicly = () =>
  world.discord
    .messages(world.discord.channelId, world.id('Mira'))
    .filter((m) => m.author.bot && ((m.flags ?? 0) & MessageFlags.Ephemeral) === 0)
    .map(textOf)
    .join('\n');

async function chat(name: string, words: string, replyTo?: string): Promise<APIMessage> {
  const said = person(name).say(`<@${world.discord.applicationId}> ${words}`, replyTo ? { replyTo } : {});
  return person(name).waitFor(
    (m) => m.author.bot === true && m.message_reference?.message_id === said.id && labelled('Judge this')(m),
  );
}

/** Presses **Delete mine**, and **Delete all of it** once `when` has resolved. */
async function eraseAda(when: Promise<unknown> = Promise.resolve()) {
  const panel = await (await person('Ada').slash('privacy')).response();
  const sure = await (await person('Ada').click(panel.id, 'Delete mine')).response();
  await when;
  return textOf(await (await person('Ada').click(sure.id, 'Delete all of it')).response());
}

async function nothingLeft(word: string): Promise<void> {
  const words = [word, hashOf('Ada')];
  await expect.poll(async () => words.filter((one) => publicly().includes(one)), { timeout: 30_000 }).toEqual([]);
  const dump = await dumpOf(world.database);
  expect(words.filter((one) => dump.includes(one))).toEqual([]);
}

beforeAll(async () => {
  world = await startWorld(
    {},
    { write: (n, said) => `Quality ${n}. ${n * 7919} ${'abcdefgh'[n % 8]?.repeat(9)}: ${said}` },
  );
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('words that others are just taking up', () => {
  it('are dropped while an answer is being made from them, wherever its message is', async () => {
    const answer = await chat('Ada', 'Tell me of the quokka.');
    world.models.mood.candidateDelay = 1500;
    await person('Ben').click(answer.id, 'Judge this');
    await person('Ben').waitFor((m) => /quokka\.\n-# In another/.test(textOf(m)));
    const goesOn = person('Chloe').say(`<@${world.discord.applicationId}> And then?`, { replyTo: answer.id });
    await expect.poll(async () => (await world.database.db.select().from(asks)).length).toBe(3);
    expect(await eraseAda()).toMatch(/Deleted: 1 question .*with them 2 questions of others/);
    await nothingLeft('quokka');
    await sleep(2000);
    world.models.mood.candidateDelay = 0;
    await nothingLeft('quokka');
    expect(
      world.discord
        .messages(world.discord.channelId, world.id('Mira'))
        .some((m) => m.message_reference?.message_id === goesOn.id),
    ).toBe(false);
  }, 60_000);

  it('leave nothing, at whatever moment the deletion comes', async () => {
    for (const delay of [0, 5, 15, 30, 60, 120, 250]) {
      const answer = await chat('Ada', `Tell me of the numbat ${delay}.`);
      const pressed = Promise.withResolvers<void>();
      const erased = eraseAda(pressed.promise.then(() => sleep(delay)));
      await sleep(300);
      const presses = ['Ben', 'Chloe', 'Dev'].map((name) =>
        person(name)
          .click(answer.id, 'Judge this')
          .catch(() => null),
      );
      const replies = ['Ben', 'Dev'].map((name) => chat(name, 'And the bilby?', answer.id).catch(() => null));
      pressed.resolve();
      expect(await erased).toMatch(/Deleted: 1 question/);
      await Promise.all(presses);
      void Promise.all(replies);
      await expect
        .poll(
          async () =>
            (await world.database.db.select().from(asks)).every(({ state }) =>
              ['voting', 'closed', 'failed'].includes(state),
            ),
          { timeout: 20_000 },
        )
        .toBe(true);
      await nothingLeft(`numbat ${delay}`);
    }
  }, 120_000);

  it('are known where the answer’s message has no id in its row yet', async () => {
    const answer = await chat('Ada', 'Tell me of the dugong.');
    await world.database.db.update(asks).set({ messageId: null }).where(eq(asks.prompt, 'Tell me of the dugong.'));
    await chat('Ben', 'And then?', answer.id);
    const [goesOn] = await world.database.db.select().from(asks).where(eq(asks.prompt, 'And then?'));
    expect(goesOn?.wordsOf).toEqual([hashOf('Ada')]);
  });

  it('do not come back by a redelivered press, or by a button that is still there', async () => {
    const answer = await chat('Ada', 'Tell me of the wombat.');
    const press = await person('Ben').click(answer.id, 'Judge this');
    await person('Ben').waitFor((m) => labelled('A is better')(m) && /wombat/.test(textOf(m)));
    const custom = buttonsOf(answer).find(({ label }) => label === 'Judge this')?.custom_id ?? '';
    await eraseAda();
    await press.redeliver();
    const again = await (await person('Chloe').click(answer.id, custom, { forged: true })).response();
    expect(textOf(again)).toMatch(/no longer there/);
    await nothingLeft('wombat');
  });
});
