import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { retain } from '../../src/privacy/retention.ts';
import { startWorld, type World } from '../support/bot.ts';
import { dueNow } from '../support/due-now.ts';
import { buttonsOf, choicesOf, textOf } from '../support/messages.ts';

let world: World;
let duel: Awaited<ReturnType<ReturnType<World['discord']['as']>['waitFor']>>;
let askId: string;
const person = (name: string) => world.discord.as(world.id(name));
const press = async (name: string, messageId: string, button: string, forged = false) =>
  textOf(await (await person(name).click(messageId, button, { forged })).response());
const prompt = 'Why is the zebra striped?';

beforeAll(async () => {
  world = await startWorld();
  const { guildId, channelId } = world.discord;
  await world.database.db.insert(guildSettings).values({ guildId, membersMaySeeWhy: true, logChannelId: channelId });
  await person('Ada').slash('ask', { prompt });
  duel = await person('Ada').waitFor(
    (m) => textOf(m).includes(prompt) && buttonsOf(m).some(({ label }) => label === 'Tie'),
  );
  await (await person('Ben').click(duel.id, 'Tie')).response();
  await world.database.db.update(ballots).set({ closesAt: new Date() });
  await dueNow(world.database.sql, 'ballot-close');
  await person('Ada').waitFor((m) => m.id === duel.id && /Voting is closed/.test(textOf(m)));
  const [ask] = await world.database.db.select().from(asks);
  askId = ask?.id ?? '';
  await world.database.db.update(asks).set({ createdAt: new Date(Date.now() - 31 * 24 * 3600 * 1000) });
  expect(await retain(world.database, 30, new Date())).toMatchObject({ asks: 1 });
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('a question whose texts were emptied', () => {
  it('says so wherever somebody looks for them', async () => {
    const menu = await (await person('Mira').messageMenu('Judge’s reasoning', duel.id)).response();
    expect(textOf(menu)).toMatch(/no longer kept/);
    const match = await (await person('Mira').click(menu.id, 'Next match')).response();
    expect(textOf(match)).toMatch(/no longer kept/);
    const file = world.discord.requests.flatMap(({ files }) => files).findLast(({ name }) => name === 'match-1.md');
    expect(file?.text).toMatch(/no longer kept/);
    expect(file?.text).not.toMatch(/gave none/);
    expect(await press('Ben', duel.id, 'Why?')).toMatch(/Why [AB]\?/);
    expect(await person('Mira').autocomplete('reasoning', { ask: '' }, 'ask')).toEqual([]);
    const panel = await (await person('Ada').slash('privacy')).response();
    expect(await press('Ada', panel.id, 'Show mine')).toMatch(/text emptied/);
  });

  it('is not put again, and not gone on from', async () => {
    for (const customId of [`judge-this:${askId}`, `try-again:${askId}`])
      expect(await press('Ben', duel.id, customId, true)).toMatch(/no longer there/);
    await person('Ada').slash('ask', { prompt: 'And the horse?', follow_up: true, voting: 'open' });
    await person('Ada').waitFor((m) => textOf(m).includes('And the horse?') && choicesOf(m).length > 0);
    const [row] = await world.database.db.select().from(asks).where(eq(asks.prompt, 'And the horse?'));
    expect(row?.parentId).toBeNull();
  });

  it('keeps its figures on the message when moderators have hidden it and show it again', async () => {
    const { modal } = await person('Dev').click(duel.id, 'Report');
    if (modal)
      await (
        await person('Dev').submitModal(modal, { reason: 'other', meant: 'all', words: 'Old, but wrong.' })
      ).response();
    const posted = await person('Mira').waitFor((m) => /Old, but wrong/.test(textOf(m)));
    expect(textOf(posted)).toMatch(/text has been emptied/);
    await person('Mira').click(posted.id, 'Hide');
    await person('Ben').waitFor((m) => m.id === duel.id && /hidden by the moderators/.test(textOf(m)));
    await person('Mira').click(posted.id, 'Show again');
    const shown = await person('Ben').waitFor((m) => m.id === duel.id && /Voting is closed/.test(textOf(m)));
    expect(textOf(shown)).toMatch(/### A[\s\S]*no longer kept[\s\S]*### B[\s\S]*no longer kept[\s\S]*1 vote/);
  });
});
