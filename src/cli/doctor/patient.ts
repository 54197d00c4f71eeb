import { statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Database, openDatabase } from '../../../db/client.ts';
import { explainConnection } from '../../../db/connection/connection-words.ts';
import { DatabaseError } from '../../../db/database-error.ts';
import { startEmbedded } from '../../../db/embedded.ts';
import { serverFacts } from '../../../db/repo/health.ts';
import {
  type Config,
  ConfigError,
  type DatabaseConfig,
  type DiscordConfig,
  type Environment,
  readConfig,
  readDatabaseConfig,
  readDiscordConfig,
} from '../../config.ts';
import { type DiscordApi, openDiscordApi } from './discord-api.ts';
import { exists } from './exists.ts';

/** An installation that is examined without being changed: its configuration, and ways to reach its parts. */
export interface Patient {
  /** Every problem of the configuration. */
  problems: readonly string[];
  /**
   * null when there are problems. The parts below are read separately, so that what is known can be examined.
   */
  config: Config | null;
  discordConfig: DiscordConfig | null;
  databaseConfig: DatabaseConfig | null;
  /** null when there is no token. */
  discord: DiscordApi | null;
  /**
   * Opens the database at the first call. Later calls get the same one. 'none yet' means that the bot has
   * never started its own PostgreSQL.
   * @throws {DatabaseError} when it cannot be reached
   */
  database(): Promise<Database | 'none yet'>;
  /** The only server to look at. undefined means all servers. */
  guildId: string | undefined;
  /** Whether models may be called, which costs money. */
  calls: boolean;
  /** How long a model may take, in milliseconds. */
  callMs: number;
  envFile: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Bytes that may still be written under a folder. */
  freeBytes: (folder: string) => Promise<number>;
  close(): Promise<void>;
}

export interface PatientOptions {
  guildId?: string | undefined;
  calls?: boolean;
  callMs?: number;
  envFile?: string;
  now?: () => number;
  freeBytes?: (folder: string) => Promise<number>;
}

/** Reads the configuration of an installation. It connects to nothing yet. */
export function openPatient(env: Environment, options: PatientOptions = {}): Patient {
  const { guildId, calls = true, callMs = 60_000, envFile = '.env', now = Date.now, freeBytes = bytesFree } = options;
  const problems: string[] = [];
  const config = part(() => readConfig(env), problems);
  const databaseConfig = part(() => readDatabaseConfig(env));
  const discordConfig = part(() => readDiscordConfig(env));
  let opening: Promise<{ database: Database | 'none yet'; close: () => Promise<void> }> | undefined;
  return {
    problems,
    config,
    discordConfig,
    databaseConfig,
    calls,
    callMs,
    envFile,
    now,
    freeBytes,
    guildId: guildId ?? discordConfig?.DISCORD_GUILD_ID,
    discord: discordConfig && openDiscordApi(discordConfig, now),
    async database() {
      if (!databaseConfig) throw new DatabaseError('How it is reached is configured wrongly.');
      opening ??= reach(databaseConfig);
      return (await opening).database;
    },
    close: async () => (await opening?.catch(() => null))?.close(),
  };
}

function part<T>(read: () => T, problems: string[] = []): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
    return null;
  }
}

async function reach({ DATABASE_URL, DATA_DIR }: DatabaseConfig) {
  // An examination must create nothing. The first start of the bot does.
  if (!DATABASE_URL && !(await exists(join(resolve(DATA_DIR), 'postgres', 'PG_VERSION'))))
    return { database: 'none yet' as const, close: async () => {} };
  const embedded = DATABASE_URL ? null : await startEmbedded(DATA_DIR);
  const url = DATABASE_URL ?? embedded?.url ?? '';
  const database = openDatabase(url, { max: 1, applicationName: 'tribunal doctor' });
  const close = async () => {
    await database.close();
    await embedded?.stop();
  };
  try {
    await serverFacts(database.db);
    return { database, close };
  } catch (error) {
    await close();
    throw explainConnection(error, url);
  }
}

async function bytesFree(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
