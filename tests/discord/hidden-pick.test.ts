import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { peeks, votes } from '../../db/schema/votes.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.database.db.insert(guildSettings).values({ guildId: world.discord.guildId, hidePick: true });
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

/** Checks that `/agreement` and `/export` say the same whatever the votes and the pick are. */
async function learnsNothing(): Promise<void> {
  const { db, sql } = world.database;
  const said = async () => {
    const ben = world.discord.as(world.id('Ben'));
    const answers = [];
    const all: Record<string, string | number>[] = [{}, { days: 1 }, { days: 365 }, { judge: world.models.judgeModel }];
    for (const options of all) answers.push(textOf(await (await ben.slash('agreement', options)).response()));
    const mira = world.discord.as(world.id('Mira'));
    answers.push(textOf(await (await mira.slash('export', { days: 365 })).response()));
    return answers;
  };
  const now = await said();
  expect(now[0]).toMatch(/0 blind votes on 0 questions/);
  const before = await db.select().from(votes);
  // As if Ben had chosen the other side, the other candidate were the pick, and no vote were flagged.
  await sql`update votes set slot = 1 - slot where slot in (0, 1)`;
  await sql`update asks set pick = (pick + 1) % n`;
  await sql`update votes set flags = '{}' `;
  expect(await said()).toEqual(now);
  await sql`update asks set pick = (pick + n - 1) % n`;
  await db.delete(votes);
  expect(await said()).toEqual(now);
  await db.insert(votes).values(before);
}

describe('a server that keeps the pick to the end', () => {
  it('tells no voter, so that a changed vote is as blind as the first', async () => {
    const ben = world.discord.as(world.id('Ben'));
    await ben.slash('ask', { prompt: 'Why is the sky blue?' });
    const duel = await ben.waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'), 40_000);
    expect(buttonsOf(duel).map(({ label }) => label)).not.toContain('Just show me');
    const press = async (label: string) => textOf(await (await ben.click(duel.id, label)).response());
    expect(await press('A is better')).toMatch(
      /You chose \*\*A\*\*\. The judge’s pick is shown at the end of voting \(<t:/,
    );
    const changed = await press('B is better');
    expect(changed).toMatch(/You chose \*\*B\*\*[\s\S]+Before, you chose A/);
    expect(changed).not.toMatch(/judge picked|agree|differ/);
    const forged = buttonsOf(duel)[0]?.custom_id?.replace(/^vote:([^:]+):.*/, 'peek:$1') ?? '';
    expect(textOf(await (await ben.click(duel.id, forged, { forged: true })).response())).toMatch(
      /shown to nobody before/,
    );
    expect(await world.database.db.select().from(peeks)).toEqual([]);
    await learnsNothing();
    expect((await world.database.db.select().from(votes)).map(({ blind }) => blind)).toEqual([true, true]);
  });
});
