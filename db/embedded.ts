import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort, pgCtl } from './pg-ctl.ts';
import { othersConnected, reachable } from './probe.ts';
import { withStartLock } from './start-lock.ts';

export interface EmbeddedServer {
  url: string;
  /** Whether the server was running already: left by a process that died, or shared with one that lives. */
  adopted: boolean;
  /** Stops the server, unless another Tribunal still uses it: the last one out closes the door. */
  stop(): Promise<void>;
}

/**
 * A PostgreSQL of our own in `dataDir`, on the loopback interface only. A server that is there already is adopted, so a second process
 * on the same folder shares it. `flags`: settings for the server, like `fsync=off` for tests.
 * @throws where the folder cannot be used or the server does not start, with its last words.
 */
export async function startEmbedded(dataDir: string, flags: readonly string[] = []): Promise<EmbeddedServer> {
  const home = resolve(dataDir);
  const cluster = join(home, 'postgres');
  await mkdir(home, { recursive: true });
  return withStartLock(join(home, 'start.lock'), async () => {
    const password = await keptPassword(join(home, 'postgres.password'));
    const urlAt = (port: number) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    const serve = (port: number, adopted: boolean): EmbeddedServer => ({
      url: urlAt(port),
      adopted,
      stop: () =>
        withStartLock(join(home, 'start.lock'), async () => {
          if (!(await othersConnected(urlAt(port))))
            await pgCtl(['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '60']);
        }),
    });

    const running = await runningPort(cluster);
    if (running !== null) {
      if (await reachable(urlAt(running))) return serve(running, true);
      // Its process is gone, and its number was given to another program: PostgreSQL itself would refuse to start.
      await rm(join(cluster, 'postmaster.pid'), { force: true });
    }
    if (!(await exists(join(cluster, 'PG_VERSION')))) await initialise(cluster, password);
    const port = await freePort();
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...flags].map((flag) => `-c "${flag}"`);
    await pgCtl([
      'start',
      '-D',
      cluster,
      '-w',
      '-t',
      '60',
      '-l',
      join(cluster, 'server.log'),
      '-o',
      `-p ${port} ${settings.join(' ')}`,
    ]);
    return serve(port, false);
  });
}

async function initialise(cluster: string, password: string): Promise<void> {
  // A cluster that was not finished is no cluster.
  await rm(cluster, { recursive: true, force: true });
  await new Promise<void>((done, failed) => {
    const child = execFile(
      process.execPath,
      [join(import.meta.dirname, 'init-cluster.ts'), cluster],
      (error, _stdout, stderr) => {
        if (error) failed(new Error(`PostgreSQL could not be set up in ${cluster}: ${stderr.trim()}`));
        else done();
      },
    );
    child.stdin?.end(password);
  });
}

/** The port in `postmaster.pid`, or null where no server has written one. */
async function runningPort(cluster: string): Promise<number | null> {
  const lines = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const port = Number(lines.split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}

async function keptPassword(path: string): Promise<string> {
  const kept = await readFile(path, 'utf8').catch(() => '');
  if (kept) return kept.trim();
  const password = randomBytes(24).toString('hex');
  await writeFile(path, password, { mode: 0o600 });
  await chmod(path, 0o600);
  return password;
}

const exists = (path: string) =>
  readFile(path).then(
    () => true,
    () => false,
  );
