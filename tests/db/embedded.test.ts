import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { answers, embeddedFolder, postmasterPid, query, startChild } from '../support/embedded-folder.ts';

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await embeddedFolder());
});
afterAll(() => remove());

describe('the embedded PostgreSQL', () => {
  it('keeps what was written over a restart, at the same address, and a pool finds it again', async () => {
    // The leftovers of a process that was killed while it created the database.
    await mkdir(join(folder, 'postgres.new', 'base'), { recursive: true });
    await writeFile(join(folder, 'postgres.new', 'PG_VERSION'), '18\n');
    const first = await startEmbedded(folder);
    expect(first.adopted).toBe(false);
    const { db, close } = openDatabase(first.url);
    await db.execute(sql`create table kept as select 42 as answer`);
    await first.stop();
    expect(await answers(first.url)).toBe(false);
    const second = await startEmbedded(folder);
    expect(second).toMatchObject({ url: first.url, adopted: false });
    expect(await db.execute(sql`select answer from kept`)).toMatchObject([{ answer: 42 }]);
    await close();
    await second.stop();
    await second.stop();
  });

  it('listens on the loopback interface only, and knows letters beyond ASCII on any machine', async () => {
    const server = await startEmbedded(folder);
    const [row] = await query(
      server.url,
      `select current_setting('listen_addresses') as tcp, current_setting('unix_socket_directories') as unix,
         current_setting('server_encoding') as encoding, lower('ÄÉŁ') as lower`,
    );
    expect(row).toEqual({ tcp: '127.0.0.1', unix: '', encoding: 'UTF8', lower: 'äéł' });
    await server.stop();
  });

  it('keeps its password to itself, and what people write out of its log', async () => {
    const server = await startEmbedded(folder);
    const { mode } = await stat(join(folder, 'postgres.password'));
    expect(mode & 0o077).toBe(0);
    expect(await answers(server.url.replace(/:[^:@]+@/, ':guessed@'))).toBe(false);
    const before = await readFile(join(folder, 'postgres', 'server.log'), 'utf8');
    await query(server.url, 'create table people (words text unique check (length(words) < 20))');
    await query(server.url, `insert into people values ('a secret')`);
    await expect(query(server.url, `insert into people values ('a secret')`)).rejects.toThrow('duplicate');
    await expect(query(server.url, `insert into people values ('a much longer secret')`)).rejects.toThrow('check');
    const after = await readFile(join(folder, 'postgres', 'server.log'), 'utf8');
    expect(after.length).toBeGreaterThan(before.length);
    expect(after).not.toContain('secret');
    await server.stop();
  });

  it('adopts a server that a killed process left behind', async () => {
    const child = await startChild(folder);
    child.process.kill('SIGKILL');
    await child.ended;
    expect(await answers(child.url)).toBe(true);
    const server = await startEmbedded(folder);
    expect(server).toMatchObject({ url: child.url, adopted: true });
    await server.stop();
    expect(await answers(child.url)).toBe(false);
  });

  it('is shared by two processes, even idle ones, and stopped by the last', async () => {
    const [one, two] = [await startChild(folder), await startChild(folder)];
    expect(two).toMatchObject({ url: one.url, adopted: true });
    one.process.send('stop');
    await one.ended;
    expect(await answers(two.url)).toBe(true);
    two.process.send('stop');
    await two.ended;
    expect(await answers(two.url)).toBe(false);
  });

  it('is started once by two processes that start at once, and stopped once by two that stop at once', async () => {
    const children = await Promise.all([startChild(folder), startChild(folder)]);
    expect(children.map(({ adopted }) => adopted).sort()).toEqual([false, true]);
    expect(children[0].url).toBe(children[1].url);
    for (const child of children) child.process.send('stop');
    expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(await answers(children[0].url)).toBe(false);
  });

  it('is still there for our own shutdown after Ctrl-C in the terminal', async () => {
    const child = await startChild(folder);
    process.kill(-(child.process.pid as number), 'SIGINT');
    expect(await child.ended).toBe(0);
    expect(await answers(child.url)).toBe(false);
  });

  it('does not take another program’s process for a server', async () => {
    const pidFile = join(folder, 'postgres', 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n${join(folder, 'postgres')}\n1\n1\n\n127.0.0.1\n\nready\n`);
    const server = await startEmbedded(folder);
    expect(server.adopted).toBe(false);
    await server.stop();
  });

  it('comes back with everything after it was killed itself', async () => {
    const server = await startEmbedded(folder);
    await query(server.url, 'create table survivor as select 1 as one');
    process.kill((await postmasterPid(folder)) as number, 'SIGKILL');
    await server.stop();
    const again = await startEmbedded(folder);
    expect(again.adopted).toBe(false);
    expect(await query(again.url, 'select one from survivor')).toMatchObject([{ one: 1 }]);
    await again.stop();
  });
});
