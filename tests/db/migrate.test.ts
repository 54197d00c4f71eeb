import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseError } from '../../db/database-error.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { emptyDatabase } from '../support/database.ts';
import { query } from '../support/embedded-folder.ts';

let url: string;
const toClose: (() => Promise<void>)[] = [];
beforeEach(async () => {
  const empty = await emptyDatabase();
  url = empty.url;
  toClose.push(empty.close);
});
afterAll(async () => {
  for (const close of toClose) await close();
});

/** Makes a folder of migrations, one for each statement, dated 1 ms, 2 ms, … */
async function migrations(...statements: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-migrations-'));
  toClose.push(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'meta'));
  const entries = statements.map((_, i) => ({ idx: i, version: '7', when: i + 1, tag: `m${i}`, breakpoints: true }));
  await writeFile(
    join(folder, 'meta', '_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
  );
  for (const [i, statement] of statements.entries()) await writeFile(join(folder, `m${i}.sql`), statement);
  return folder;
}

const done = async () =>
  (await query(url, 'select created_at from drizzle.__drizzle_migrations order by 1')).map((row) =>
    Number(row.created_at),
  );

describe('migrating', () => {
  it('is done once by several at once', async () => {
    const folder = await migrations('create table a (id int)', 'create table b (id int); select pg_sleep(0.1)');
    await Promise.all([migrateDatabase(url, folder), migrateDatabase(url, folder), migrateDatabase(url, folder)]);
    expect(await done()).toEqual([1, 2]);
  });

  it('makes our own tables', async () => {
    await Promise.all([migrateDatabase(url), migrateDatabase(url)]);
    await migrateDatabase(url);
    const rows = await query(url, `select table_name from information_schema.tables where table_schema = 'public'`);
    expect(rows.map((row) => row.table_name)).toEqual(
      expect.arrayContaining(['asks', 'candidates', 'comparisons', 'ballots', 'votes', 'usage', 'audit']),
    );
  });

  it('goes on from where an older version stopped', async () => {
    await migrateDatabase(url, await migrations('create table a (id int)'));
    await migrateDatabase(url, await migrations('create table a (id int)', 'create table b (id int)'));
    expect(await done()).toEqual([1, 2]);
  });

  it('does not touch a database of a newer version', async () => {
    await migrateDatabase(url, await migrations('create table a (id int)', 'create table b (id int)'));
    const older = await migrations('create table a (id int)');
    await expect(migrateDatabase(url, older)).rejects.toThrow(/newer version of Tribunal/);
    await expect(migrateDatabase(url, older)).rejects.toBeInstanceOf(DatabaseError);
  });

  it('leaves nothing of a migration that fails', async () => {
    await expect(migrateDatabase(url, await migrations('create table a (id int)', 'select 1 / 0'))).rejects.toThrow();
    expect(await query(url, `select to_regclass('a') as a`)).toEqual([{ a: null }]);
    await migrateDatabase(url, await migrations('create table a (id int)'));
    expect(await done()).toEqual([1]);
  });

  it.each([
    ['nothing listens', (at: URL) => Object.assign(at, { port: '1' }), 'nothing listens there'],
    ['the password is wrong', (at: URL) => Object.assign(at, { password: 'guessed' }), 'password is wrong'],
    ['it has no such database', (at: URL) => Object.assign(at, { pathname: '/nowhere' }), 'no database of that name'],
  ])('says in plain words that %s, without the password', async (_, change, words) => {
    const at = change(new URL(url)).toString();
    const error = await migrateDatabase(at).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(`${error}`).toContain(words);
    expect(`${error}`).not.toContain(new URL(at).password);
  });
});
