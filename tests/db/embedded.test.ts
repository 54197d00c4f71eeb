import { type ChildProcess, fork } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../db/embedded.ts';
import { migrateDatabase } from '../../db/migrate.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-embedded-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const answers = async (url: string) => {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    return (await sql`select 1 as one`)[0]?.one === 1;
  } catch {
    return false;
  } finally {
    await sql.end();
  }
};

/** A process of its own that starts the server, says where, keeps one connection, and stops it when told. */
async function startChild(): Promise<{ child: ChildProcess; url: string; adopted: boolean }> {
  const child = fork(new URL('../support/embedded-child.ts', import.meta.url), [folder], { execArgv: [] });
  const said = await new Promise<{ url: string; adopted: boolean }>((resolve) =>
    child.once('message', resolve as (m: unknown) => void),
  );
  return { child, ...said };
}
const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));

describe('the embedded PostgreSQL', () => {
  it('keeps what was written over a restart', async () => {
    const first = await startEmbedded(folder);
    expect(first.adopted).toBe(false);
    const sql = postgres(first.url, { max: 1 });
    await sql`create table kept as select 42 as answer`;
    await sql.end();
    await first.stop();
    expect(await answers(first.url)).toBe(false);
    const second = await startEmbedded(folder);
    const again = postgres(second.url, { max: 1 });
    expect((await again`select answer from kept`)[0]?.answer).toBe(42);
    await again.end();
    await second.stop();
  });

  it('adopts a server that a killed process left behind', async () => {
    const { child, url } = await startChild();
    child.kill('SIGKILL');
    await ended(child);
    expect(await answers(url)).toBe(true);
    const server = await startEmbedded(folder);
    expect(server).toMatchObject({ url, adopted: true });
    await server.stop();
    expect(await answers(url)).toBe(false);
  });

  it('is shared by two processes, and stopped by the last one', async () => {
    const one = await startChild();
    const two = await startChild();
    expect(two).toMatchObject({ url: one.url, adopted: true });
    one.child.send('stop');
    await ended(one.child);
    expect(await answers(two.url)).toBe(true);
    two.child.send('stop');
    await ended(two.child);
    expect(await answers(two.url)).toBe(false);
  });

  it('is started once by two processes that start at once', async () => {
    const children = await Promise.all([startChild(), startChild()]);
    expect(children.map(({ adopted }) => adopted).sort()).toEqual([false, true]);
    expect(children[0].url).toBe(children[1].url);
    for (const { child } of children) {
      child.send('stop');
      await ended(child);
    }
  });

  it('does not take another program’s process for a server', async () => {
    const pidFile = join(folder, 'postgres', 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n${join(folder, 'postgres')}\n1\n1\n\n127.0.0.1\n\nready\n`);
    const server = await startEmbedded(folder);
    expect(server.adopted).toBe(false);
    expect(await answers(server.url)).toBe(true);
    await server.stop();
  });

  it('keeps its password to itself', async () => {
    const path = join(folder, 'postgres.password');
    expect((await readFile(path, 'utf8')).length).toBeGreaterThan(32);
    const { mode } = await import('node:fs/promises').then((fs) => fs.stat(path));
    expect(mode & 0o077).toBe(0);
  });

  it('is migrated once, by two at once', async () => {
    const server = await startEmbedded(folder);
    await Promise.all([migrateDatabase(server.url), migrateDatabase(server.url), migrateDatabase(server.url)]);
    const sql = postgres(server.url, { max: 1 });
    const tables = await sql`select table_name from information_schema.tables where table_schema = 'public'`;
    expect(tables.map((row) => row.table_name)).toEqual(
      expect.arrayContaining([
        'asks',
        'candidates',
        'comparisons',
        'ballots',
        'votes',
        'consents',
        'usage',
        'audit',
        'guild_settings',
      ]),
    );
    await sql.end();
    await server.stop();
  });
});
