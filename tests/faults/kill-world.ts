import { type ChildProcess, spawn } from 'node:child_process';
import { registerCommands } from '../../commands/register.ts';
import { readConfig } from '../../src/config.ts';
import type { LocalDiscord } from '../../src/playground/discord/driver.ts';
import { startLocalDiscord } from '../../src/playground/discord/local-discord.ts';
import type { FreshDatabase } from '../support/database.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

/** A bot in a process of its own, which can be killed and started again, on far ends that live on. */
export interface KillWorld {
  discord: LocalDiscord;
  models: QualityServer;
  start(): Promise<void>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Both delays are long enough to be hit by a kill, and short enough for many runs. */
export async function openKillWorld(
  fresh: FreshDatabase,
  more: Readonly<Record<string, string>> = {},
  judgeDelay = 60,
): Promise<KillWorld> {
  const discord = await startLocalDiscord();
  const models = await startQualityServer({ candidateDelay: 40, judgeDelay });
  const env = {
    DISCORD_TOKEN: discord.botToken,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: discord.apiUrl,
    DATABASE_URL: fresh.url,
    CANDIDATE_MODELS: models.candidateModel,
    JUDGE_MODEL: models.judgeModel,
    // It cancels no call of its own accord, so that every call without a row has a kill to explain it.
    TOURNAMENT: 'knockout',
    PSEUDONYM_KEY: 'a key of the tests, long enough to be one',
    LEASE_SECONDS: '10',
    ...more,
  };
  await registerCommands(readConfig(env));
  let bot: ChildProcess | null = null;
  const kill = async () => {
    const last = bot;
    bot = null;
    if (!last || last.exitCode !== null || last.signalCode !== null) return;
    const ended = new Promise((resolve) => last.once('exit', resolve));
    last.kill('SIGKILL');
    await ended;
  };
  return {
    discord,
    models,
    kill,
    async start() {
      const { PATH, HOME } = process.env;
      const child = spawn(process.execPath, ['src/cli/tribunal.ts', 'start'], {
        env: { PATH, HOME, ...env },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      bot = child;
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', (piece: Buffer) => String(piece).includes('Tribunal is ready') && resolve());
        child.once('exit', () => reject(new Error('the bot ended before it was ready')));
      });
    },
    async close() {
      await kill();
      await Promise.all([discord.close(), models.close()]);
    },
  };
}
