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

export interface EmbeddedServer {
  url: string;
  /** Whether the server was running already: left by a process that died, or shared with one that lives. */
  adopted: boolean;
  /** Stops the server, unless another Tribunal still uses it: the last one out closes the door. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** This port or none; by default any free one, which stays the same from start to start where it can. */
  port?: number;
  /** For a server that is not running yet, like `fsync=off` for tests. */
  settings?: readonly string[];
}

/** Longer than any start or stop takes, but for the recovery of a big database after a crash. */
const PATIENCE_MS = 5 * 60_000;

/**
 * A PostgreSQL of our own in `dataDir`, on the loopback interface only.
 *
 * Whoever uses it shares the folder's lock `postgres.in-use` until it stops or dies, and all starting and stopping is done in turn
 * (`postgres.turn`). A server that runs is adopted; one is started or stopped only by who is alone. A process that is killed lets go of its
 * locks and leaves the server running, for the next one to adopt.
 *
 * @throws {DatabaseError} where the folder cannot be used or the server does not start.
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
