import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../db/schema/audit.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { publishedCells } from '../../db/schema/published.ts';
import { votes } from '../../db/schema/votes.ts';
import { startWorld, type World } from '../support/bot.ts';
import { filesOf, partsOf, textOf } from '../support/messages.ts';
import { decide, seedAsk, type Voted } from '../support/research.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  const { db } = world.database;
  const guildId = world.discord.guildId;
  // Yesterday, because figures leave out today: the day is not over.
  const createdAt = new Date(Date.now() - 26 * 3600 * 1000);
  const voters = (count: number) =>
    Array.from({ length: count }, (_, i): Voted => ({ voter: `v${i}`, choice: 'pick' }));
  await seedAsk(db, 1, {
    ask: { guildId, createdAt, effort: 'deep' },
    votes: [...voters(6), { voter: 'v6', choice: 'tie' }],
  });
  await seedAsk(db, 2, { ask: { guildId, createdAt, effort: 'quick' }, votes: voters(4) });
  await seedAsk(db, 5, { ask: { guildId, createdAt: new Date(), effort: 'standard' }, votes: voters(8) });
  await seedAsk(db, 3, { ask: { guildId: 'another', createdAt, effort: 'standard' }, votes: voters(9) });
  await decide(db, 'asker', 'given', createdAt);
});
afterAll(() => world.close());

const person = (name: string) => world.discord.as(world.id(name));

describe('/export', () => {
  it('gives who manages the server its counts as a file, and notes it', async () => {
    const reply = await (await person('Mira').slash('export', { format: 'json', days: 30 })).response();
    expect(textOf(reply)).toMatch(/last 30 days[\s\S]+1 row: one a day[\s\S]+1 row is held back/);
    expect((reply.flags ?? 0) & 64).toBe(64);
    expect(filesOf(reply)).toEqual([expect.stringMatching(/^tribunal-aggregates-\d{4}-\d\d-\d\d\.json$/)]);
    const url = partsOf(reply).find(({ file }) => file)?.file?.url ?? '';
    const held = (await (await fetch(url)).json()) as { rows: object[] };
    expect(held).toMatchObject({ smallestCell: 5, suppressed: 1 });
    expect(held.rows).toEqual([
      expect.objectContaining({ effort: 'deep', voters: 7, votes: 7, sided: 6, with_judge: 6, agreement: 1, ties: 1 }),
    ]);
    const rows = (await world.database.db.select().from(audit)).filter(({ action }) => action === 'aggregates-export');
    expect(rows).toMatchObject([{ guildId: world.discord.guildId, details: { format: 'json', days: 30, rows: 1 } }]);
  });

  it('says the same of a day however often it is asked, whoever deleted their data in between', async () => {
    const { db } = world.database;
    const read = async () => {
      const reply = await (await person('Mira').slash('export', { format: 'csv', days: 30 })).response();
      return (await fetch(partsOf(reply).find(({ file }) => file)?.file?.url ?? '')).text();
    };
    const before = await read();
    await db.delete(votes).where(eq(votes.voterHash, 'v1'));
    await decide(db, 'v2', 'given', new Date());
    expect(await read()).toBe(before);
    expect(before).not.toMatch(/server_id|another/);
  });

  it('says so where there is nothing, and sends no empty file', async () => {
    await world.database.db.delete(publishedCells);
    await world.database.db.delete(votes);
    const reply = await (await person('Mira').slash('export', {})).response();
    expect(textOf(reply)).toMatch(/nothing to show yet/);
    expect(filesOf(reply)).toEqual([]);
  });

  it('is refused to everybody else', async () => {
    const refused = await (await person('Ben').slash('export', {}, { unchecked: true })).response();
    expect(textOf(refused)).toMatch(/Manage Server/);
    expect((await world.database.db.select().from(audit)).length).toBe(4);
  });

  it('is for those with a role for researchers too, and for as long as they have it', async () => {
    const { db } = world.database;
    const { guildId, roles } = world.discord;
    const ask = async () => textOf(await (await person('Ben').slash('export', {}, { unchecked: true })).response());
    await db.insert(guildSettings).values({ guildId, researcherRoles: [roles.moderators.id] });
    expect(await ask()).toMatch(/Manage Server/);
    // The role @everyone has the server's id.
    await db.update(guildSettings).set({ researcherRoles: [guildId] });
    expect(await ask()).toMatch(/nothing to show yet/);
    await db.update(guildSettings).set({ researcherRoles: null });
    expect(await ask()).toMatch(/Manage Server/);
  });
});
