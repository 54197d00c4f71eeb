import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../db/client.ts';
import { runBinary } from '../../db/embedded/binaries.ts';
import { freePort } from '../../db/embedded/free-port.ts';
import { type ServerUser, serverUser } from '../../db/embedded/server-user.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { type Network, startNetwork } from '../../tests/support/network.ts';

/** A primary and its standby. */
export interface Pair {
  /** `DATABASE_URL` with both hosts. */
  url: string;
  /** An empty database on the same servers. */
  emptyUrl: string;
  /** The way from the primary to the standby. */
  link: Network;
  /** Kills every process of the primary with SIGKILL, at once. */
  killPrimary(): Promise<void>;
  /** Makes the standby a primary. Resolves when it takes writes. */
  promote(): Promise<void>;
  close(): Promise<void>;
}

/** Folders from which pairs are made: a migrated primary, and a base backup of it. */
export interface PairTemplate {
  start(synchronous: boolean): Promise<Pair>;
  remove(): Promise<void>;
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=60',
  'shared_buffers=32MB',
  'wal_keep_size=64MB',
];
const NAME = 'standby1';

/** Debian's packages bring what replication needs; the embedded PostgreSQL has no pg_basebackup. */
async function findPrograms(): Promise<string> {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home) ? (await readdir(home)).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(home, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'pg_basebackup')));
  if (found) return found;
  throw new Error(
    'This bench needs PostgreSQL 15 or newer with pg_basebackup under /usr/lib/postgresql: apt-get install postgresql.',
  );
}

export async function makePairTemplate(): Promise<PairTemplate> {
  const bin = await findPrograms();
  const home = await mkdtemp(join(tmpdir(), 'tribunal-pair-'));
  await chmod(home, 0o755);
  const user = await serverUser(join(home, 'none yet'));
  if (user) await chown(home, user.uid, user.gid);
  const [first, second] = [join(home, 'primary'), join(home, 'standby')];
  await run(bin, 'initdb', ['-D', first, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'], user);
  const port = await start(bin, first, user, []);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const admin = openDatabase(url, { max: 1 });
  await admin.sql.unsafe('create database fresh');
  await admin.close();
  await migrateDatabase(url);
  await run(bin, 'pg_basebackup', ['-D', second, '-R', '-c', 'fast', '-d', url], user);
  await run(bin, 'pg_ctl', ['stop', '-D', first, '-m', 'fast', '-w'], user);
  let made = 0;
  return {
    async start(synchronous) {
      const folder = join(home, `pair${made++}`);
      await mkdir(folder);
      if (user) await chown(folder, user.uid, user.gid);
      for (const name of ['primary', 'standby']) {
        // `cp` of Node keeps no owner.
        await cp(join(home, name), join(folder, name), { recursive: true, preserveTimestamps: true });
        if (user) await own(join(folder, name), user);
      }
      return startPair(bin, folder, user, synchronous);
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

async function startPair(bin: string, folder: string, user: ServerUser | null, synchronous: boolean): Promise<Pair> {
  const [first, second] = [join(folder, 'primary'), join(folder, 'standby')];
  const names = synchronous ? [`synchronous_standby_names=${NAME}`] : [];
  const port = await start(bin, first, user, names);
  const primary = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const link = await startNetwork(primary);
  const { port: through } = new URL(link.url);
  const conninfo = `primary_conninfo=host=127.0.0.1 port=${through} user=postgres application_name=${NAME}`;
  // It must not wait for a standby of its own when it is promoted.
  const other = await start(bin, second, user, [conninfo, 'synchronous_standby_names=']);
  const admin = openDatabase(primary, { max: 1 });
  for (;;) {
    const [state] = await admin.sql`select sync_state from pg_stat_replication where state = 'streaming'`;
    if (state?.sync_state === (synchronous ? 'sync' : 'async')) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await admin.close();
  const list = `postgres://postgres@127.0.0.1:${port},127.0.0.1:${other}`;
  return {
    url: `${list}/postgres`,
    emptyUrl: `${list}/fresh`,
    link,
    killPrimary: () => killAll(first),
    promote: () => run(bin, 'pg_ctl', ['promote', '-D', second, '-w'], user),
    async close() {
      await killAll(first);
      await killAll(second);
      await link.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function own(path: string, { uid, gid }: ServerUser): Promise<void> {
  await chown(path, uid, gid);
  for (const name of await readdir(path, { recursive: true })) await chown(join(path, name), uid, gid);
}

/** @returns the port on which it listens. */
async function start(bin: string, data: string, user: ServerUser | null, more: readonly string[]): Promise<number> {
  const port = await freePort();
  const settings = [...SETTINGS, ...more].map((one) => `-c "${one}"`).join(' ');
  await run(bin, 'pg_ctl', ['start', '-D', data, '-w', '-l', `${data}.log`, '-o', `-p ${port} ${settings}`], user);
  return port;
}

async function run(bin: string, name: string, args: readonly string[], user: ServerUser | null): Promise<void> {
  const { code, words } = await runBinary(join(bin, name), args, user);
  if (code !== 0) throw new Error(`${name} failed: ${words}`);
}

/** Its processes have sessions of their own, so no signal to a group reaches them all. */
async function killAll(data: string): Promise<void> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const postmaster = Number.parseInt(text, 10);
  if (!postmaster) return;
  const all = [postmaster];
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    // The parent stands behind the name, which is in brackets, and the state.
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === postmaster) all.push(Number(name));
  }
  for (const pid of all) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
  await rm(join(data, 'postmaster.pid'), { force: true });
}
