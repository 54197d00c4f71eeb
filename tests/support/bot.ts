import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from 'local-discord';
import { readConfig } from '../../src/config.ts';
import { type Bot, startBot } from '../../src/main.ts';
import { openLog } from '../../src/ops/log.ts';
import { freshDatabase } from './database.ts';
import { noLimitsSet } from './no-limits.ts';
import { type Mood, type QualityServer, startQualityServer } from './quality-server.ts';

export interface World {
  discord: LocalDiscord;
  models: QualityServer;
  bot: Bot;
  database: Awaited<ReturnType<typeof freshDatabase>>['database'];
  databaseUrl: string;
  /** The id of a member, by name. */
  id: (name: string) => string;
  close(): Promise<void>;
}

/**
 * Starts the whole bot with real parts (discord.js, PostgreSQL, the SDKs).
 * Discord and the models are local.
 */
export async function startWorld(
  env: Record<string, string> = {},
  mood: Partial<Mood> = {},
  local: LocalDiscordOptions = {},
  /** Called with each line of the log. Default: the log is written by LOG_LEVEL. */
  heard?: (line: string) => void,
): Promise<World> {
  const [discord, models, fresh] = await Promise.all([
    startLocalDiscord(local),
    startQualityServer(mood),
    freshDatabase(),
  ]);
  const config = readConfig({
    DISCORD_TOKEN: discord.botToken,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_PUBLIC_KEY: discord.publicKey,
    DATABASE_URL: fresh.url,
    CANDIDATE_MODELS: models.candidateModel,
    JUDGE_MODEL: models.judgeModel,
    TOURNAMENT: 'knockout',
    PSEUDONYM_KEY: 'a key of the tests, long enough to be one',
    LOG_LEVEL: 'silent',
    ...noLimitsSet,
    ...env,
  });
  const bot = await startBot(config, openLog(config.LOG_LEVEL, heard && { write: heard }));
  if (bot.interactionsUrl) await discord.useEndpoint(bot.interactionsUrl);
  return {
    discord,
    models,
    bot,
    database: fresh.database,
    databaseUrl: fresh.url,
    id(name) {
      const member = discord.members.find(
        ({ user }) => user.global_name === name || user.username === name.toLowerCase(),
      );
      if (!member) throw new Error(`nobody here is called ${name}`);
      return member.user.id;
    },
    async close() {
      await bot.stop();
      await Promise.all([discord.close(), models.close()]);
      await fresh.close();
    },
  };
}
