import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { registerCommands } from '../../commands/register.ts';
import { type Database, openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { countAsksSince } from '../../db/repo/asks.ts';
import { readConfig } from '../../src/config.ts';
import { type Network, startNetwork } from '../../tests/support/network.ts';
import { noLimitsSet } from '../../tests/support/no-limits.ts';
import type { Mood, QualityServer } from '../../tests/support/quality-server.ts';
import { type BotProcess, type Role, startBotProcess } from './bot-process.ts';

export { print, quantile } from './figures.ts';

export interface LoadWorld {
  discord: LocalDiscord;
  bots: readonly BotProcess[];
  database: Database;
  /** What stands between the bots and their database and Discord, where that was asked for. */
  networks: { database: Network; discord: Network } | null;
  /** The environment of its processes. */
  settings: Readonly<Record<string, string>>;
  setMood(mood: Partial<Mood>): void;
  modelCalls(): Promise<QualityServer['counts']>;
  /** Asks with an answer, failed asks, and all asks that have a row. */
  endedAsks(): Promise<{ answered: number; failed: number; taken: number }>;
  /** Asks as one of the members. Resolves when the bot acknowledges it. */
  ask(number: number): Promise<void>;
  /** Resolves when this many asks have ended. */
  untilEnded(asks: number): Promise<void>;
  /** The id of the newest message with vote buttons. Empty when there is none. */
  newestBallot(): string;
  close(): Promise<void>;
}

/**
 * Starts the bot, one process for each role, on one embedded PostgreSQL that syncs to disk.
 * The local Discord is in this process, without validation and recording. The models are in a third one.
 * An ask has four replies and three comparisons.
 * @param program what is started: the source, unless it names a bundle.
 */
export async function startLoadWorld(
  roles: readonly Role[],
  mood: Partial<Mood> = {},
  env: Record<string, string> = {},
  /** Through proxies: the bots' ways to their database and to Discord can fail. */
  {
    furtherServers = 0,
    program,
    throughProxies = false,
  }: { furtherServers?: number; program?: string; throughProxies?: boolean } = {},
): Promise<LoadWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-load-'));
  await chmod(folder, 0o755);
  const server = await startEmbedded(folder);
  const database = openDatabase(server.url, { max: 2, applicationName: 'bench' });
  const discord = await startLocalDiscord({ validate: false, record: false, furtherServers });
  const models = fork(join(import.meta.dirname, 'models-child.ts'));
  const names = await next<{ candidateModel: string; judgeModel: string }>(models);
  models.send(mood);
  const networks = throughProxies
    ? { database: await startNetwork(server.url), discord: await startNetwork(discord.apiUrl) }
    : null;
  const settings = {
    DISCORD_TOKEN: discord.botToken,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: networks?.discord.url ?? discord.apiUrl,
    DATABASE_URL: networks?.database.url ?? server.url,
    CANDIDATE_MODELS: names.candidateModel,
    JUDGE_MODEL: names.judgeModel,
    TOURNAMENT: 'knockout',
    PSEUDONYM_KEY: 'a key of the bench, long enough to be one',
    MODEL_CONCURRENCY: '1000',
    ...noLimitsSet,
    ...env,
  };
  await registerCommands(readConfig(settings));
  const bots: BotProcess[] = [];
  for (const role of roles) bots.push(await startBotProcess(role, settings, program));

  const members = discord.members.map(({ user }) => user.id);
  const endedAsks = async () => {
    const states = await countAsksSince(database.db, new Date(0));
    const { voting = 0, closed = 0, failed = 0 } = states;
    return { answered: voting + closed, failed, taken: Object.values(states).reduce((sum, asks) => sum + asks, 0) };
  };
  return {
    discord,
    bots,
    database,
    networks,
    settings,
    setMood: (change) => void models.send(change),
    async modelCalls() {
      models.send('counts');
      return next(models);
    },
    endedAsks,
    async ask(number) {
      await discord.as(members[number % members.length] ?? '').slash('ask', { prompt: `Question ${number}?` });
    },
    async untilEnded(asks) {
      for (let ended = -1; ended < asks; await sleep(250)) {
        const now = await endedAsks();
        ended = now.answered + now.failed;
      }
    },
    newestBallot: () =>
      discord
        .messages(discord.channelId, members[0] ?? '')
        .findLast(({ components }) => JSON.stringify(components ?? []).includes('A is better'))?.id ?? '',
    async close() {
      await Promise.all(bots.map((bot) => bot.stop()));
      models.disconnect();
      await Promise.all([discord.close(), database.close(), networks?.database.close(), networks?.discord.close()]);
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const next = async <T>(child: ChildProcess): Promise<T> => (await once(child, 'message'))[0] as T;
