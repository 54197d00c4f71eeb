import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/in-transaction.ts';
import { asks } from '../../db/schema/asks.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});
beforeEach(async () => {
  // The question of the test before may still be at work.
  await inTransaction(world.database, (tx) => tx.delete(asks));
  world.models.mood.candidateStatus = 400;
});

const ada = () => world.discord.as(world.id('Ada'));
const labels = (message: Parameters<typeof buttonsOf>[0]) => buttonsOf(message).map(({ label }) => label);

/** Asks a question that no model can answer. @returns the message with its button. */
async function failed(prompt: string, options: Record<string, string | number | boolean> = {}) {
  await ada().slash('ask', { prompt, ...options });
  const message = await ada().waitFor((m) => textOf(m).includes(prompt) && labels(m).includes('Try again'), 40_000);
  world.models.mood.candidateStatus = 200;
  return message;
}

describe('Try again', () => {
  it('puts the same question with the same options again, and its button is gone', async () => {
    const message = await failed('Why so?', { candidates: 3, voting: 'open', effort: 'quick' });
    const ben = world.discord.as(world.id('Ben'));
    const again = await ben.click(message.id, 'Try again');
    await expect
      .poll(async () => (await world.database.db.select().from(asks)).map(({ state }) => state).sort(), {
        timeout: 25_000,
      })
      .toEqual(['failed', 'voting']);
    const rows = await world.database.db.select().from(asks);
    expect(rows).toHaveLength(2);
    const [old, fresh] = rows.sort((a, b) => +a.createdAt - +b.createdAt);
    expect(fresh).toMatchObject({ retryOf: old?.id, prompt: 'Why so?', n: 3, voting: 'open', effort: 'quick' });
    await ada().waitFor((m) => m.id === message.id && !labels(m).includes('Try again'));
    await again.redeliver();
    expect(textOf(await (await ben.click(message.id, buttonId(message), { forged: true })).response())).toMatch(
      /has been asked again already/,
    );
    expect(await world.database.db.select().from(asks)).toHaveLength(2);
  });

  it('keeps a private question private', async () => {
    const message = await failed('Only for me?', { private: true });
    await ada().click(message.id, 'Try again');
    await expect.poll(async () => (await world.database.db.select().from(asks)).length).toBe(2);
    expect((await world.database.db.select().from(asks)).every((row) => row.private)).toBe(true);
  });

  it('makes one question of many presses at once', async () => {
    const message = await failed('Why that?');
    const presses = ['Ada', 'Ben', 'Mira', 'Ada'].map((name) =>
      world.discord.as(world.id(name)).click(message.id, buttonId(message), { forged: true }),
    );
    await Promise.all(presses);
    await expect.poll(async () => (await world.database.db.select().from(asks)).length).toBe(2);
  });
});

const buttonId = (message: Parameters<typeof buttonsOf>[0]) =>
  buttonsOf(message).find(({ label }) => label === 'Try again')?.custom_id ?? '';
