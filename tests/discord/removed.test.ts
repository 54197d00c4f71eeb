import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { GRACE_DAYS, planGuildPurge } from '../../src/privacy/erase-guild.ts';
import { startWorld, type World } from '../support/bot.ts';
import { dueNow } from '../support/due-now.ts';
import { buttonsOf, textOf } from '../support/messages.ts';
import { dumpOf } from '../support/scan.ts';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const purges = () =>
  world.database.sql<
    { state: string }[]
  >`select state::text from pgboss.job where name = 'guild-purge' order by created_on`;
const fire = () => dueNow(world.database.sql, 'guild-purge');

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

const duel = async (prompt: string) => {
  await person('Ada').slash('ask', { prompt });
  return person('Ada').waitFor((m) => textOf(m).includes(prompt) && buttonsOf(m).some(({ label }) => label === 'Tie'));
};

describe('a server', () => {
  it('that Discord cannot reach for a while is not taken for one that removed the bot', async () => {
    await duel('Still here?');
    world.discord.faults.outage(true);
    await sleep(300);
    expect(await purges()).toEqual([]);
    world.discord.faults.outage(false);
    await sleep(300);
    expect(await purges()).toEqual([]);
    await duel('And now?');
  });

  it('that removes the bot during an outage is going to be purged, unless it lets the bot in again', async () => {
    await duel('Still here?');
    world.discord.faults.outage(true);
    world.discord.throwBotOut();
    await expect.poll(purges).toHaveLength(1);
    world.discord.letBotIn();
    await expect.poll(purges).toHaveLength(0);
  });

  it('that threw it out is purged while a question runs and a ballot is open, with nothing left, and no job tries for ever', async () => {
    const answer = await duel('An open ballot?');
    await person('Ben').click(answer.id, 'Tie');
    world.models.mood.candidateDelay = 3000;
    await person('Ada').slash('ask', { prompt: 'A question that runs?' });
    await expect.poll(async () => (await world.database.db.select().from(asks)).length).toBe(2);
    world.discord.throwBotOut();
    await expect.poll(purges).toHaveLength(1);
    await fire();
    await expect.poll(async () => (await purges())[0]?.state).toBe('completed');
    await sleep(3500);
    const dump = await dumpOf(world.database);
    const lines = dump.split('\n').filter((line) => line.includes(world.discord.guildId));
    // Only the purge's job still names the server, for an hour.
    expect(lines.filter((line) => !line.includes('guild-purge'))).toEqual([]);
    expect(dump).not.toMatch(/An open ballot|A question that runs/);
    const [row] = await world.database
      .sql`select count(*)::int as n from pgboss.job where state in ('retry', 'failed')`;
    expect(row?.n).toBe(0);
    // Pressing a button of the old message.
    world.discord.letBotIn();
    expect(textOf(await (await person('Chloe').click(answer.id, 'Tie')).response())).toMatch(/no vote that I know/);
  });

  it('that threw it out does not keep a ballot from closing', async () => {
    await duel('Who closes this?');
    world.discord.throwBotOut();
    await world.database.db.update(ballots).set({ closesAt: new Date() });
    await dueNow(world.database.sql, 'ballot-close');
    await expect.poll(async () => (await world.database.db.select().from(ballots))[0]?.closedAt).not.toBeNull();
    await expect
      .poll(
        async () =>
          (await world.database.sql`select state::text from pgboss.job where name = 'ballot-close'`)[0]?.state,
      )
      .toBe('completed');
  });

  it('that is back when its days are over keeps all, though nobody heard of its return', async () => {
    const { guildId } = world.discord;
    await duel('Kept?');
    const queue = await openQueue(world.databaseUrl, openLog('silent'));
    const then = new Date(Date.now() - GRACE_DAYS * 24 * 3600 * 1000);
    await planGuildPurge({ database: world.database, queue, now: () => then }, guildId);
    await queue.stop(1000);
    await expect.poll(async () => (await purges())[0]?.state).toBe('completed');
    expect(await world.database.db.select().from(asks)).toHaveLength(1);
  });
});
