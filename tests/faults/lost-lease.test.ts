import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalDiscord } from 'local-discord';
import { describe, expect, it } from 'vitest';
import { registerCommands } from '../../commands/register.ts';
import { asks } from '../../db/schema/asks.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { usage } from '../../db/schema/usage.ts';
import { readConfig } from '../../src/config.ts';
import { type Bot, startBot } from '../../src/main.ts';
import { openLog } from '../../src/ops/log.ts';
import { seeded } from '../../src/seeded.ts';
import { freshDatabase } from '../support/database.ts';
import { buttonsOf } from '../support/messages.ts';
import { startNetwork } from '../support/network.ts';
import { startQualityServer } from '../support/quality-server.ts';

/** Starts two processes of the bot. The first one reaches its database through a proxy that can stall. */
async function startPair() {
  const [discord, models, fresh] = await Promise.all([
    startLocalDiscord(),
    startQualityServer({ candidateDelay: 30, judgeDelay: 150 }),
    freshDatabase(),
  ]);
  const network = await startNetwork(fresh.url);
  const env = {
    DISCORD_TOKEN: discord.botToken,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: discord.apiUrl,
    CANDIDATE_MODELS: models.candidateModel,
    JUDGE_MODEL: models.judgeModel,
    TOURNAMENT: 'knockout',
    PSEUDONYM_KEY: 'a key of the tests, long enough to be one',
    LEASE_SECONDS: '10',
    LOG_LEVEL: 'silent',
  };
  await registerCommands(readConfig({ ...env, DATABASE_URL: fresh.url }));
  const bots: Bot[] = [];
  return {
    ...{ discord, models, network, db: fresh.database.db, sql: fresh.database.sql },
    async start(url: string, role: 'all' | 'worker') {
      bots.push(await startBot(readConfig({ ...env, DATABASE_URL: url, ROLE: role }), openLog('silent')));
    },
    databaseUrl: fresh.url,
    async close() {
      await Promise.all(bots.map((bot) => bot.stop()));
      await Promise.all([discord.close(), models.close(), network.close()]);
      await fresh.close();
    },
  };
}

describe('a worker that is cut off from the database, taken for dead, and back in the middle of its ask', () => {
  it.each([1, 2])(
    'writes nothing more: each pair is judged once, one message, one bill (seed %i)',
    async (seed) => {
      const { below } = seeded(String(seed), 'lease');
      const world = await startPair();
      const { discord, models, network, db, sql } = world;
      const asker = discord.members[0]?.user.id ?? '';
      const shown = () => discord.messages(discord.channelId, asker);
      try {
        await world.start(network.url, 'all');
        await discord.as(asker).slash('ask', { prompt: 'Who has this?', candidates: 8 });
        await expect.poll(() => models.counts.judge, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
        await sleep(below(200));
        network.stall(true);
        await world.start(world.databaseUrl, 'worker');
        const before = models.counts.judge;
        await expect
          .poll(
            async () => {
              await sql`update pgboss.job set heartbeat_on = now() - interval '1 hour', start_after = now()
                where name = 'ask-run' and retry_count = 0`;
              await sql`update pgboss.job set start_after = now() where name = 'ask-run' and state = 'retry'`;
              return models.counts.judge;
            },
            { timeout: 60_000 },
          )
          .toBeGreaterThan(before);
        // The first worker now tries to write the verdicts that it received meanwhile.
        network.stall(false);
        await expect.poll(() => shown().filter((m) => buttonsOf(m).length > 0).length, { timeout: 30_000 }).toBe(1);
        await expect
          .poll(
            async () => (await sql`select from pgboss.job where name = 'ask-run' and state <> 'completed'`).length,
            {
              timeout: 30_000,
            },
          )
          .toBe(0);
        await sleep(500);
        const rows = await db.select().from(comparisons);
        expect(new Set(rows.map(({ first, second }) => [first, second].sort().join())).size).toBe(7);
        expect(rows).toHaveLength(7);
        expect(await db.select().from(asks)).toMatchObject([{ state: 'voting', takenUp: 2 }]);
        // The bill includes the first worker's calls in flight, which the second one repeated.
        const bills = await db.select().from(usage);
        expect(bills).toMatchObject([{ asks: 1 }]);
        expect(bills[0]?.calls).toBeGreaterThanOrEqual(models.counts.candidate + models.counts.judge);
        expect(shown()).toHaveLength(1);
        expect(buttonsOf(shown()[0] as never).length).toBeGreaterThan(0);
      } finally {
        network.stall(false);
        await world.close();
      }
    },
    120_000,
  );
});
