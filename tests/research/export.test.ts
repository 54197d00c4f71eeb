import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../db/schema/audit.ts';
import { exportId } from '../../src/research/export/ids.ts';
import type { Format, Manifest } from '../../src/research/export/manifest.ts';
import { type ExportOptions, runExport } from '../../src/research/export/run.ts';
import { type TableName, tables } from '../../src/research/export/tables.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, hostile, seedAsk, uuid, type Voted } from '../support/research.ts';

const KEY = 'a key of the tests, long enough to be one';
const at = (hours: number) => new Date(DAY.getTime() + hours * 3_600_000);
const names = Object.keys(tables) as TableName[];

let folder: string;
let fresh: FreshDatabase;
let exports = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-export-'));
  fresh = await freshDatabase();
  const { db } = fresh.database;
  for (const person of ['asker', 'v1', 'v2', 'v3', 'v4', 'leaver']) await decide(db, person, 'given', at(0));
  await decide(db, 'turncoat', 'given', at(0));
  await decide(db, 'turncoat', 'revoked', at(0.5));
  const vote = (voter: string, choice: Voted['choice'], more: Voted['more'] = {}): Voted => ({ voter, choice, more });
  await seedAsk(db, 1, {
    ask: { prompt: hostile },
    votes: [
      vote('v1', 'other', { current: false }),
      vote('v1', 'pick', { flags: ['changed'], reasons: ['clear', 'style'], reasonText: '@SUM(1)' }),
      vote('v2', 'pick'),
      vote('v3', 'pick'),
      vote('v4', 'tie'),
      vote('stranger', 'other'),
      vote('turncoat', 'other'),
    ],
  });
  await seedAsk(db, 2, { ask: { private: true }, votes: [vote('v1', 'pick')] });
  await seedAsk(db, 3, { ask: { askerHash: 'stranger' }, votes: [vote('v1', 'pick')] });
  await seedAsk(db, 4, { ask: { askerHash: 'leaver' }, votes: ['v1', 'v2', 'v3'].map((who) => vote(who, 'other')) });
});
afterAll(async () => {
  await fresh.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(format: Format, more: Partial<ExportOptions> = {}): Promise<{ out: string; manifest: Manifest }> {
  const out = join(folder, `${format}-${++exports}`);
  const scope = { guildId: null, since: null, until: null };
  const permission = { fewestVotes: 3, discordPermission: 'a test' };
  const manifest = await runExport(fresh.database, {
    out,
    format,
    scope,
    key: KEY,
    now: at(1),
    ...permission,
    ...more,
  });
  return { out, manifest };
}

const jsonl = async (path: string) =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

async function duck(query: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    await connection.run("set timezone = 'UTC'");
    return (await connection.runAndReadAll(query)).getRowObjectsJson() as Record<string, unknown>[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** DuckDB's own way to write times and big numbers, and ours, made one. */
const alike = (rows: Record<string, unknown>[]) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'string' && /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/.test(value)
          ? new Date(value.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString()
          : value,
      ]),
    ),
  );

describe('an export of rows', () => {
  it('holds those who opted in, and nobody else', async () => {
    const { out, manifest } = await run('jsonl');
    expect((await jsonl(join(out, 'asks.jsonl'))).map(({ ask_id }) => ask_id)).toEqual([uuid(1, 1), uuid(1, 4)]);
    const votes = await jsonl(join(out, 'votes.jsonl'));
    expect(votes.length).toBe(8);
    const strangers = ['stranger', 'turncoat'].map((who) => exportId(KEY, 'person', who));
    expect(votes.filter(({ voter_id }) => strangers.includes(voter_id))).toEqual([]);
    expect(manifest.leftOut).toMatchObject({
      asks: { private: 1, 'asker-not-opted-in': 1 },
      votes: { 'ask-left-out': 2, 'voter-not-opted-in': 2 },
    });
    expect(manifest.rows).toMatchObject({
      'asks.jsonl': 2,
      'candidates.jsonl': 6,
      'comparisons.jsonl': 4,
      'votes.jsonl': 8,
    });
    const everything = (await Promise.all((await readdir(out)).map((name) => readFile(join(out, name), 'utf8')))).join(
      '',
    );
    for (const secret of ['"asker"', '"v1"', 'ask 1', 'token"']) expect(everything).not.toContain(secret);
  });

  it('has exactly the columns that it says, in every table', async () => {
    const { out } = await run('jsonl');
    for (const name of names)
      for (const row of await jsonl(join(out, `${name}.jsonl`)))
        expect(Object.keys(row).sort()).toEqual(Object.keys(tables[name]).sort());
  });

  it('says the same in JSON lines, Parquet and CSV, as DuckDB reads them', async () => {
    const [lines, parquet, csv] = [await run('jsonl'), await run('parquet'), await run('csv')];
    for (const name of names.filter((table) => table !== 'shadow_comparisons')) {
      const columns = Object.keys(tables[name]).join(', ');
      const order = { asks: 'ask_id', candidates: 'ask_id, slot', comparisons: 'ask_id, number', votes: 'vote_id' }[
        name as 'asks'
      ];
      const written = alike(
        (await jsonl(join(lines.out, `${name}.jsonl`))).map((row) =>
          Object.fromEntries(Object.keys(tables[name]).map((column) => [column, row[column]])),
        ),
      );
      expect(written.length).toBeGreaterThan(0);
      const select = (from: string) => duck(`select ${columns} from ${from} order by ${order}`);
      expect(alike(await select(`read_parquet('${parquet.out}/${name}.parquet')`))).toEqual(written);
      const types = { text: 'VARCHAR', integer: 'INTEGER', number: 'DOUBLE', boolean: 'BOOLEAN', time: 'TIMESTAMPTZ' };
      const lists = { texts: 'VARCHAR[]', integers: 'INTEGER[]', numbers: 'DOUBLE[]' };
      const schema = Object.entries(tables[name])
        .map(([column, type]) => `'${column}': '${{ ...types, ...lists }[type as 'text']}'`)
        .join(', ');
      expect(alike(await select(`read_json('${lines.out}/${name}.jsonl', columns = {${schema}})`))).toEqual(written);
      const cells = await duck(
        `select ${columns} from read_csv('${csv.out}/${name}.csv', all_varchar = true, allow_quoted_nulls = false, parallel = false) order by ${order.replace(/slot|number/, (c) => `${c}::int`)}`,
      );
      const unsheet = (text: unknown) => (typeof text === 'string' && text.startsWith("'") ? text.slice(1) : text);
      const flat = (value: unknown) =>
        value === null ? null : Array.isArray(value) ? JSON.stringify(value) : String(value);
      expect(cells.map((row) => Object.values(row).map(unsheet))).toEqual(
        (await jsonl(join(lines.out, `${name}.jsonl`))).map((row) =>
          Object.keys(tables[name]).map((column) => flat(row[column])),
        ),
      );
    }
  });

  it('has checksums of all its files', async () => {
    const { out } = await run('hub', { discordPermission: null });
    const sums = (await readFile(join(out, 'SHA256SUMS'), 'utf8')).trim().split('\n');
    for (const line of sums) {
      const [sum, path = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(await readFile(join(out, path)))
          .digest('hex'),
      ).toBe(sum);
    }
    expect(sums.length).toBe(names.length + 4);
    const card = await readFile(join(out, 'README.md'), 'utf8');
    expect(card).toMatch(
      /^---\n[\s\S]+- config_name: votes\n {4}data_files:\n {6}- split: train\n {8}path: votes\/train-00000-of-00001\.parquet[\s\S]+\n---\n/,
    );
    expect(card).toContain('Do not train on it');
  });

  it('is cut to a server and a time', async () => {
    const none = await run('jsonl', { scope: { guildId: 'another', since: null, until: null } });
    expect(none.manifest.rows['asks.jsonl']).toBe(0);
    const before = await run('jsonl', { scope: { guildId: null, since: null, until: DAY } });
    expect(before.manifest.rows['asks.jsonl']).toBe(0);
    const from = await run('parquet', { scope: { guildId: '3', since: DAY, until: at(1) } });
    expect(from.manifest.rows['asks.parquet']).toBe(2);
  });

  it('no longer holds a person who has withdrawn since, and says so', async () => {
    const { db } = fresh.database;
    await run('jsonl', { now: at(2) });
    await decide(db, 'leaver', 'revoked', at(3));
    const { out, manifest } = await run('jsonl', { now: at(4) });
    expect((await jsonl(join(out, 'asks.jsonl'))).map(({ ask_id }) => ask_id)).toEqual([uuid(1, 1)]);
    for (const name of ['candidates', 'comparisons', 'votes'])
      expect(await readFile(join(out, `${name}.jsonl`), 'utf8')).not.toContain(uuid(1, 4));
    expect(manifest.withdrawn).toEqual({
      since: at(2).toISOString(),
      people: 1,
      ids: [exportId(KEY, 'person', 'leaver')],
    });
    const again = await run('jsonl', { now: at(5) });
    expect(again.manifest.withdrawn.people).toBe(0);
    await decide(db, 'leaver', 'given', at(6));
    expect((await run('jsonl', { now: at(7) })).manifest.rows['asks.jsonl']).toBe(2);
    expect((await db.select().from(audit)).filter(({ action }) => action === 'research-export').length).toBe(exports);
  });
});

describe('an export that cannot be written', () => {
  it('leaves nothing behind that looks whole', async () => {
    const out = join(folder, 'broken');
    const onRows = (file: string) => {
      if (file.startsWith('votes')) throw Object.assign(new Error('write'), { code: 'ENOSPC' });
    };
    await expect(run('jsonl', { out, onRows })).rejects.toMatchObject({ code: 'ENOSPC' });
    expect((await readdir(folder)).filter((name) => name.startsWith('broken'))).toEqual([]);
  });

  it('does not touch a folder with something in it', async () => {
    const { out } = await run('jsonl');
    const before = await readdir(out);
    await expect(run('jsonl', { out })).rejects.toThrow(/is there already and not empty/);
    expect(await readdir(out)).toEqual(before);
    const file = join(folder, 'a file');
    await writeFile(file, '');
    await expect(run('jsonl', { out: file })).rejects.toThrow(/is there already/);
  });

  it('makes nothing to train on without a permission of Discord', async () => {
    await expect(run('trl', { discordPermission: null })).rejects.toThrow(/--discord-permission/);
    await expect(run('verl', { discordPermission: null })).rejects.toThrow(/express permission/);
  });
});
