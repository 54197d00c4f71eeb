import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../db/embedded/free-port.ts';

/** A PgBouncer in transaction mode before a PostgreSQL. */
export interface PgBouncer {
  /** The address of the server's own database, through PgBouncer. Every other name works in its place. */
  url: string;
  close(): Promise<void>;
}

export interface PgBouncerOptions {
  /** The program: a path, or a name to look up in PATH. */
  program: string;
  /** `max_prepared_statements`. 0: for versions before 1.21, which do not know the setting. */
  prepared?: number;
  /** Further lines of the section `[pgbouncer]`. */
  lines?: readonly string[];
}

/**
 * Starts PgBouncer before the server at `serverUrl`, on the loopback interface, with PgBouncer's defaults but
 * for the mode. The address says `prepare=false` unless it keeps prepared statements.
 */
export async function startPgBouncer(serverUrl: string, options: PgBouncerOptions): Promise<PgBouncer> {
  const { program, prepared = 0, lines = [] } = options;
  const at = new URL(serverUrl);
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-pgbouncer-'));
  // When we are root, it runs as another user.
  await chmod(folder, 0o755);
  const port = await freePort(0);
  const users = join(folder, 'users.txt');
  await writeFile(users, `"${at.username}" "${decodeURIComponent(at.password)}"\n`);
  const file = join(folder, 'pgbouncer.ini');
  const settings = [
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = plain',
    `auth_file = ${users}`,
    'pool_mode = transaction',
    'max_client_conn = 2000',
    ...(process.getuid?.() === 0 ? ['user = nobody'] : []),
    ...(prepared > 0 ? [`max_prepared_statements = ${prepared}`] : []),
    ...lines,
  ];
  await writeFile(file, `[databases]\n* = host=${at.hostname} port=${at.port}\n[pgbouncer]\n${settings.join('\n')}\n`);
  const child = spawn(program, [file], { stdio: ['ignore', 'ignore', 'pipe'] });
  await untilUp(child);
  const url = Object.assign(new URL(serverUrl), { port: `${port}`, search: prepared > 0 ? '' : '?prepare=false' });
  return {
    url: url.toString(),
    async close() {
      const ended = once(child, 'exit');
      // At once: on SIGINT it would wait for its clients.
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @throws with what it said, when it ends before it is up */
function untilUp(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (piece: Buffer) => {
      said = (said + piece).slice(-4000);
      if (/process up/.test(said)) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PgBouncer ended with ${code}: ${said}`)));
  });
}
