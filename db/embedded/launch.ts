import { readFile, rename, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError } from '../database-error.ts';
import { findBinaries, runBinary } from './binaries.ts';
import { clusterVersion, createCluster } from './cluster.ts';
import { freePort } from './free-port.ts';
import { disownPidFile, findPostmaster } from './postmaster.ts';
import { mustEnter, serverUser } from './server-user.ts';
import { explainServerWords } from './server-words.ts';

const always = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  // An error's details and its statement quote what people wrote, which must not get into a log.
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'log_checkpoints=off',
];

/**
 * Starts the server of the folder `cluster` and waits until it is ready. Creates the cluster when it is
 * missing. The caller must hold the lock for starting and know that no server is running.
 *
 * @returns its port.
 * @throws {DatabaseError} when the server does not start.
 */
export async function launch(
  cluster: string,
  password: string,
  options: { port?: number; settings?: readonly string[] },
): Promise<number> {
  const binaries = await findBinaries();
  const user = await serverUser(cluster);
  await mustEnter(user, dirname(cluster));
  await mustEnter(user, dirname(binaries.postgres));
  if ((await clusterVersion(cluster)) === null) await createCluster(cluster, password, binaries, user);
  await disownPidFile(cluster);

  const [portFile, log] = [`${cluster}.port`, join(cluster, 'server.log')];
  const settings = [...always, ...(options.settings ?? [])].map((setting) => `-c "${setting}"`).join(' ');
  let wish = Number(await readFile(portFile, 'utf8').catch(() => '')) || 0;
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort(wish));
    // Keeps the logs of this start and of the one before, so that the log does not grow with every start.
    await rename(log, `${log}.1`).catch(() => {});
    const { code, words } = await runBinary(
      binaries.pg_ctl,
      ['start', '-D', cluster, '-w', '-t', '300', '-l', log, '-o', `-p ${port} ${settings}`],
      user,
    );
    if (code === 0) {
      await writeFile(portFile, String(port));
      return port;
    }
    const said = `${words}\n${await readFile(log, 'utf8').catch(() => '')}\n${await fullDisk(cluster)}`;
    // Retries in two cases. Another program may take the port between our check and the server's start. And
    // the processes of a killed server take a moment to notice that it is gone.
    const portTaken = options.port === undefined && /Address already in use/i.test(said);
    if (attempt === 10 || !(portTaken || /pre-existing shared memory/i.test(said)))
      throw new DatabaseError(`The database in ${cluster} does not start. ${explainServerWords(said)}`);
    if (portTaken) wish = 0;
    else await delay(500);
  }
}

/** On a full disk PostgreSQL cannot even log why it does not start. */
async function fullDisk(folder: string): Promise<string> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < 1_000_000 ? 'error: No space left on device' : '';
}

/**
 * Stops the server of the folder in order: closes its connections, flushes everything, and waits until it is
 * gone.
 *
 * @throws {DatabaseError} when it does not stop.
 */
export async function halt(cluster: string): Promise<void> {
  const { pg_ctl } = await findBinaries();
  const args = ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '60'];
  const { code, words } = await runBinary(pg_ctl, args, await serverUser(cluster));
  if (code !== 0 && (await findPostmaster(cluster)))
    throw new DatabaseError(`The database in ${cluster} does not stop. ${explainServerWords(words)}`);
}
