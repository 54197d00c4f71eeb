import { expect, it } from 'vitest';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { startWorld } from '../support/bot.ts';
import { freshDatabase } from '../support/database.ts';

it('plans the purge of a server that removed the bot while no process was listening, once, and of no other', async () => {
  const kept = await freshDatabase();
  const removed = '1290000000000000001';
  await kept.database.db.insert(guildSettings).values({ guildId: removed });
  const plannedFor = (guild: string) =>
    kept.database.sql`
      select data ->> 'guildId' as guild, start_after from pgboss.job
      where name = 'guild-purge' and data ->> 'guildId' = ${guild}`;
  const first: unknown[] = [];
  for (const _start of [1, 2]) {
    const world = await startWorld({ DATABASE_URL: kept.url });
    try {
      await kept.database.db.insert(guildSettings).values({ guildId: world.discord.guildId }).onConflictDoNothing();
      await expect.poll(() => plannedFor(removed), { timeout: 10_000 }).toMatchObject([{ guild: removed }]);
      expect(await plannedFor(world.discord.guildId)).toEqual([]);
      first.push(...(await plannedFor(removed)));
    } finally {
      await world.close();
    }
  }
  // The second start finds the purge that the first one planned, and does not move its date.
  expect(first[1]).toEqual(first[0]);
  await kept.close();
});
