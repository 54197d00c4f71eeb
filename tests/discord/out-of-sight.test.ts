import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newestAskIn } from '../../db/repo/asks.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { votes } from '../../db/schema/votes.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const row = async (prompt: string) =>
  (await world.database.db.select().from(asks).where(eq(asks.prompt, prompt)))[0] as typeof asks.$inferSelect;
const forge = async (name: string, messageId: string, customId: string) =>
  textOf(await (await person(name).click(messageId, customId, { forged: true })).response());

beforeAll(async () => {
  world = await startWorld();
  const { guildId } = world.discord;
  await world.database.db.insert(guildSettings).values({ guildId, membersMaySeeWhy: true });
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('a private question', () => {
  it('is read by nobody but its asker: not by moderators, and not through a forged button', async () => {
    const prompt = 'Is this rash contagious?';
    await person('Ada').slash('ask', { prompt, private: true, candidates: 2 });
    await person('Ada').waitFor((m) => textOf(m).includes('The judge picked this'));
    const { id } = await row(prompt);
    const offered = await person('Mira').autocomplete('reasoning', { ask: '' }, 'ask');
    expect(offered).toEqual([]);
    const here = person('Ben').say('Hello.').id;
    for (const customId of [`judge-this:${id}`, `try-again:${id}`])
      expect(await forge('Ben', here, customId)).toMatch(/no longer there/);
    await world.database.db.update(asks).set({ state: 'failed', failure: 'internal' }).where(eq(asks.id, id));
    expect(await forge('Ben', here, `try-again:${id}`)).toMatch(/no longer there/);
    expect(await world.database.db.select().from(asks)).toHaveLength(1);
  });
});

describe('an answer that moderators have hidden', () => {
  const prompt = 'How do I pick a lock?';
  it('is out of reach of the buttons that stood below it, and is not gone on from', async () => {
    await person('Ada').slash('ask', { prompt });
    const answer = await person('Ben').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
    const { db } = world.database;
    const { id, channelId } = await row(prompt);
    const [ballot] = await db.select().from(ballots);
    await db.update(asks).set({ hiddenAt: new Date() }).where(eq(asks.id, id));
    for (const customId of [`peek:${ballot?.id}`, `compare:${ballot?.id}`, `vote:${ballot?.id}:a`])
      expect(await forge('Ben', answer.id, customId)).toMatch(/no vote that I know/);
    expect(await db.select().from(votes)).toEqual([]);
    expect(await forge('Ben', answer.id, `judge-this:${id}`)).toMatch(/no longer there/);
    await db.update(ballots).set({ closedAt: new Date() });
    await db.update(asks).set({ state: 'closed', closedAt: new Date() }).where(eq(asks.id, id));
    expect(await forge('Ben', answer.id, `why:${id}`)).toMatch(/no question that I know/);
    expect(await newestAskIn(db, { channelId })).toBeNull();
    await db.update(asks).set({ hiddenAt: null }).where(eq(asks.id, id));
    expect(await forge('Ben', answer.id, `why:${id}`)).toMatch(/Why [AB]\?/);
  });
});
