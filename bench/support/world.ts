import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerCommands } from '../../commands/register.ts';
import { readConfig } from '../../src/config.ts';
import { startBot } from '../../src/main.ts';
import { openLog } from '../../src/ops/log.ts';
import type { LocalDiscord } from '../../src/playground/discord/driver.ts';
import { startLocalDiscord } from '../../src/playground/discord/local-discord.ts';
import { type Mood, startQualityServer } from '../../tests/support/quality-server.ts';

export interface BenchWorld {
  discord: LocalDiscord;
  close(): Promise<void>;
}

/** The whole bot in this process, with an embedded PostgreSQL that does sync to disk; the local Discord checks and keeps nothing, so that it costs little. */
export async function startBenchWorld(env: Record<string, string>, mood: Partial<Mood>): Promise<BenchWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-bench-'));
  await chmod(folder, 0o755);
  const discord = await startLocalDiscord({ validate: false, record: false });
  const models = await startQualityServer(mood);
  const config = readConfig({
    DISCORD_TOKEN: discord.botToken,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: discord.apiUrl,
    DATA_DIR: folder,
    CANDIDATE_MODELS: models.candidateModel,
    JUDGE_MODEL: models.judgeModel,
    TOURNAMENT: 'knockout',
    PSEUDONYM_KEY: 'a key of the bench, long enough to be one',
    LOG_LEVEL: 'error',
    MODEL_CONCURRENCY: '500',
    ...env,
  });
  await registerCommands(config);
  const bot = await startBot(config, openLog(config.LOG_LEVEL));
  return {
    discord,
    async close() {
      await bot.stop();
      await Promise.all([discord.close(), models.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One figure, one line. */
export const print = (figure: Record<string, string | number>): void => console.log(JSON.stringify(figure));

/** The value below which `share` of the sorted figures lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
