import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseError } from './database-error.ts';
import { askServer } from './embedded/ask-server.ts';
import { inTurn, tryLock } from './embedded/folder-lock.ts';
import { explainFolderError } from './embedded/folder-words.ts';
import { halt, launch } from './embedded/launch.ts';
import { keptPassword } from './embedded/password.ts';
import { findPostmaster } from './embedded/postmaster.ts';

/** A running PostgreSQL of our own. */
export interface EmbeddedServer {
  /** Connection string, with the password. */
  url: string;
  /** Whether the server was already running: left by a process that died, or shared with one that lives. */
  adopted: boolean;
  /** Stops the server, unless another Tribunal still uses it. Idempotent. */
  stop(): Promise<void>;
}

/** How to start the server. */
export interface EmbeddedOptions {
  /** The port to use. By default any free one, and the same one as last time when possible. */
  port?: number;
  /** Settings like `fsync=off`, for tests. A server that is already running does not take them. */
  settings?: readonly string[];
}

/** Longer than any start or stop takes, except the recovery of a big database after a crash. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Starts a PostgreSQL of our own in `dataDir`, on the loopback interface only, or adopts the one that runs
 * there.
 *
 * Every process that uses the server holds the lock `postgres.in-use` in shared mode until it stops or dies.
 * Only a process that is alone may start or stop the server. The lock `postgres.turn` serialises all starting
 * and stopping. The kernel releases the locks of a killed process. Its server keeps running, and the next
 * process adopts it.
 *
 * @throws {DatabaseError} when the folder cannot be used or the server does not start.
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const home = resolve(dataDir);
  const [cluster, turn, inUse] = [join(home, 'postgres'), join(home, 'postgres.turn'), join(home, 'postgres.in-use')];
  const isAlone = () => {
    const all = tryLock(inUse, 'alone');
    all?.release();
    return all !== null;
  };
  const leave = async () => {
    if (isAlone() && (await findPostmaster(cluster))) await halt(cluster);
  };
  const enter = async (): Promise<EmbeddedServer> => {
    const password = await keptPassword(cluster);
    const running = await findPostmaster(cluster);
    if (!running && !isAlone())
      throw new DatabaseError(
        `Another process uses ${home}, and its database has died or cannot be reached from here, as from another container. End that process first, or give both one DATABASE_URL.`,
      );
    const port = running?.port ?? (await launch(cluster, password, options));
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    const problem = await askServer(url, PATIENCE_MS);
    if (problem !== null) {
      if (!running) await halt(cluster);
      throw new DatabaseError(`The database in ${cluster} runs, but cannot be used: ${problem}`);
    }
    const use = tryLock(inUse, 'shared');
    let stopped: Promise<void> | null = null;
    return {
      url,
      adopted: running !== null,
      stop() {
        use?.release();
        stopped ??= inTurn(turn, PATIENCE_MS, leave);
        return stopped;
      },
    };
  };
  try {
    await mkdir(home, { recursive: true });
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
    return await inTurn(turn, PATIENCE_MS, enter);
  } catch (error) {
    throw explainFolderError(error, home);
  }
}
