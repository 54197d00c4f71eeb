import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawLots } from '../../db/repo/research-lots.ts';
import { readVotes } from '../../db/repo/research-rows.ts';
import { audit } from '../../db/schema/audit.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { promotions } from '../../db/schema/promotions.ts';
import { votes } from '../../db/schema/votes.ts';
import { openCodes } from '../../src/research/export/codes.ts';
import type { ReadRow } from '../../src/research/export/columns.ts';
import { keepList } from '../../src/research/export/keep-list.ts';
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
  for (const person of ['asker', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'leaver'])
    await decide(db, person, 'given', at(0));
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
      vote('v5', 'pick', { flags: ['over-cap', 'fast'] }),
      vote('v6', 'both_bad', { blind: false }),
      vote('asker', 'other', { flags: ['asker'] }),
      vote('v2', 'other', { flags: ['late', 'changed'], blind: false, current: false }),
      // With the asker, five people are in the tally but not in the rows.
      // The difference would identify fewer.
      ...['stranger', 'turncoat', 'stranger 2', 'stranger 3'].map((who) => vote(who, 'other')),
    ],
  });
  await seedAsk(db, 2, { ask: { private: true }, votes: [vote('v1', 'pick')] });
  await seedAsk(db, 3, { ask: { askerHash: 'stranger' }, votes: [vote('v1', 'pick')] });
  await seedAsk(db, 4, {
    ask: { askerHash: 'leaver' },
    votes: ['v1', 'v2', 'v3', 'v4', 'v5'].map((who) => vote(who, 'other')),
  });
  await db
    .insert(promotions)
    .values([
      promotion(1, 5),
      promotion(2, 4, { what: 'tournament', kind: 'back', before: 'adaptive:5:1:1:1:1', after: 'elo' }),
    ]);
});
/** A change of a server's judge, decided by so many people. */
const promotion = (n: number, voters: number, more: object = {}): typeof promotions.$inferInsert => ({
  ...{ id: uuid(4, n), guildId: '3', what: 'judge', kind: 'forward', actorHash: 'manager', createdAt: at(n) },
  ...{ before: null, after: 'hf:Qwen3-8B#rules-3@http://10.1.2.3:8000/v1' },
  figures: {
    ...{ asks: 51, votes: 199, voters, simulated: 0 },
    headToHead: { duels: 21, preferred: 0.6123, watched: { value: 0.55432, low: 0.50321, high: 0.61, n: 51 } },
  },
  ...more,
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

/** The tables of which an export has rows. Those without have no file. */
const withRows = ({ rows }: Manifest) =>
  names.filter((name) => Object.keys(rows).some((path) => path.replace(/[/.].*/, '') === name && rows[path]));

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

/** The sort key of a table. Sorting as text works, because all numbers here have one digit. */
const keyOf = (row: Record<string, unknown>) =>
  `${row.vote_id ?? row.ask_id} ${row.slot ?? ''} ${row.number ?? ''} ${row.kind ?? ''}`;

const readText = async (out: string) =>
  (await Promise.all((await readdir(out)).map((name) => readFile(join(out, name), 'utf8')))).join('');

describe('the votes that are read', () => {
  it.each([
    ['by ask', (id: string) => id],
    ['in any order', null],
  ])('have each its own ballot, wherever a page ends: %s', async (_, codeOf) => {
    await run('jsonl');
    const { db } = fresh.database;
    const ballotOf = new Map(
      (await db.select().from(votes).innerJoin(ballots, eq(ballots.id, votes.ballotId))).map((row) => [
        row.votes.id,
        row.ballots,
      ]),
    );
    for (const limit of [1, 2, 3, 1000]) {
      const read = await db.transaction(async (tx) => {
        await drawLots(tx, { scope: { guildId: null, since: null, until: null }, salt: 'salt', codeOf });
        const found: ReadRow<typeof readVotes>[] = [];
        for await (const page of readVotes(tx, limit)) found.push(...page);
        return found;
      });
      expect(new Set(read.map(({ ballot }) => ballot.askId)).size).toBe(2);
      for (const { id, ballot } of read) {
        const { askId, kind, shown, opponentPolicy, opponentProbability } = ballotOf.get(id) ?? {};
        expect(ballot).toMatchObject({ askId, kind, shown, opponentPolicy, opponentProbability });
      }
    }
  });
});

describe('an export of rows', () => {
  it('holds those who opted in, and nobody else', async () => {
    const { out, manifest } = await run('jsonl');
    const codes = openCodes(KEY, manifest.exportId);
    const asks = await jsonl(join(out, 'asks.jsonl'));
    expect(asks.map(({ ask_id }) => ask_id).toSorted()).toEqual([1, 4].map((n) => codes.ask(uuid(1, n))).toSorted());
    const votes = await jsonl(join(out, 'votes.jsonl'));
    expect(votes.length).toBe(12);
    const voters = (n: number, ...people: string[]) => people.map((who) => codes.voter(uuid(1, n), who));
    const allowed = [...voters(1, 'v1', 'v2', 'v3', 'v4', 'v5', 'v6'), ...voters(4, 'v1', 'v2', 'v3', 'v4', 'v5')];
    expect(new Set(votes.map(({ voter_id }) => voter_id))).toEqual(new Set(allowed));
    expect(manifest.leftOut).toEqual({
      asks: { private: 50, 'asker-not-opted-in': 50 },
      votes: { 'ask-left-out': 50, 'by-the-asker': 50, late: 50, 'voter-not-opted-in': 50 },
      cells: { 'fewer-voters-than-the-smallest-cell': 50 },
    });
    expect(manifest.rows).toMatchObject({
      'asks.jsonl': 2,
      'candidates.jsonl': 6,
      'comparisons.jsonl': 4,
      'votes.jsonl': 12,
    });
    const everything = await readText(out);
    for (const secret of ['"asker"', '"v1"', 'ask 1', 'token"', uuid(1, 1), uuid(2, 1), uuid(3, 1000)])
      expect(everything).not.toContain(secret);
  });

  it('says which votes count: the first of each person, cast blind, and not too fast', async () => {
    const { out, manifest } = await run('jsonl');
    const codes = openCodes(KEY, manifest.exportId);
    const votes = await jsonl(join(out, 'votes.jsonl'));
    const counted = votes.filter(({ counts }) => counts).map(({ voter_id, chose_pick }) => `${voter_id} ${chose_pick}`);
    const on1 = (who: string) => codes.voter(uuid(1, 1), who);
    expect(
      counted
        .filter((one) => votes.some((vote) => one.startsWith(vote.voter_id) && vote.ask_id === codes.ask(uuid(1, 1))))
        .toSorted(),
    ).toEqual([`${on1('v1')} false`, `${on1('v2')} true`, `${on1('v3')} true`, `${on1('v4')} null`].toSorted());
    // Without linked voters, flags that depend on a person's other votes are left out.
    expect(votes.find(({ voter_id }) => voter_id === on1('v5')).flags).toEqual(['fast']);
    const linked = await run('jsonl', { linkVoters: 'a study of habits' });
    expect(linked.manifest.linkedVoters).toBe('a study of habits');
    const rows = await jsonl(join(linked.out, 'votes.jsonl'));
    expect(rows.flatMap(({ flags }) => flags)).toContain('over-cap');
    expect(new Set(rows.map(({ voter_id }) => voter_id)).size).toBe(6);
  });

  it('is under codes of its own each time, in another order, with nothing in the manifest that could be matched', async () => {
    const [one, two] = [await run('jsonl'), await run('jsonl')];
    for (const name of withRows(one.manifest)) {
      const rows = await Promise.all([one, two].map(({ out }) => jsonl(join(out, `${name}.jsonl`))));
      const [a, b] = rows.map(
        (of) => new Set(of.flatMap((row) => [row.ask_id, row.vote_id, row.voter_id, row.server_id])),
      );
      expect([...(a ?? [])].filter((code) => code != null && b?.has(code))).toEqual([]);
    }
    const words = ({ manifest }: typeof one) => new Set(JSON.stringify(manifest).match(/[0-9a-f]{8}[0-9a-f-]{8,}/g));
    expect([...words(one)].filter((word) => words(two).has(word))).toEqual([]);
  });

  it('has exactly the columns that it says, in every table', async () => {
    const { out, manifest } = await run('jsonl');
    for (const name of withRows(manifest))
      for (const row of await jsonl(join(out, `${name}.jsonl`)))
        expect(Object.keys(row).sort()).toEqual(Object.keys(tables[name]).sort());
  });

  it('says the same in JSON lines, Parquet and CSV, as DuckDB reads them', async () => {
    const exportId = randomUUID();
    const [lines, parquet, csv] = [
      await run('jsonl', { exportId }),
      await run('parquet', { exportId }),
      await run('csv', { exportId }),
    ];
    for (const name of names.filter((table) => !/shadow|challenger/.test(table))) {
      const columns = Object.keys(tables[name]).join(', ');
      const keys = { asks: 'ask_id', candidates: 'ask_id, slot', comparisons: 'ask_id, number', votes: 'vote_id' };
      const order = { ...keys, disagreements: 'ask_id', promotions: 'kind' }[name as 'asks'];
      const rows = (await jsonl(join(lines.out, `${name}.jsonl`))).toSorted((x, y) => (keyOf(x) < keyOf(y) ? -1 : 1));
      const written = rows.map((row) =>
        Object.fromEntries(Object.keys(tables[name]).map((column) => [column, row[column]])),
      );
      expect(written.length).toBeGreaterThan(0);
      const select = (from: string) => duck(`select ${columns} from ${from} order by ${order}`);
      expect(await select(`read_parquet('${parquet.out}/${name}.parquet')`)).toEqual(written);
      const types = { text: 'VARCHAR', integer: 'INTEGER', number: 'DOUBLE', boolean: 'BOOLEAN' };
      const lists = { texts: 'VARCHAR[]', integers: 'INTEGER[]', numbers: 'DOUBLE[]' };
      const schema = Object.entries(tables[name])
        .map(([column, type]) => `'${column}': '${{ ...types, ...lists }[type as 'text']}'`)
        .join(', ');
      expect(await select(`read_json('${lines.out}/${name}.jsonl', columns = {${schema}})`)).toEqual(written);
      const cells = await duck(
        `select ${columns} from read_csv('${csv.out}/${name}.csv', all_varchar = true, allow_quoted_nulls = false, parallel = false) order by ${order.replace(/slot|number/, (c) => `${c}::int`)}`,
      );
      const unsheet = (text: unknown) => (typeof text === 'string' && text.startsWith("'") ? text.slice(1) : text);
      const flat = (value: unknown) =>
        value === null ? null : Array.isArray(value) ? JSON.stringify(value) : String(value);
      expect(cells.map((row) => Object.values(row).map(unsheet))).toEqual(
        rows.map((row) => Object.keys(tables[name]).map((column) => flat(row[column]))),
      );
    }
  });

  it('has checksums of all its files', async () => {
    const { out, manifest } = await run('hub', { discordPermission: null });
    const sums = (await readFile(join(out, 'SHA256SUMS'), 'utf8')).trim().split('\n');
    for (const line of sums) {
      const [sum, path = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(await readFile(join(out, path)))
          .digest('hex'),
      ).toBe(sum);
    }
    const entries = await readdir(out, { recursive: true, withFileTypes: true });
    expect(sums.length).toBe(entries.filter((entry) => entry.isFile()).length - 1);
    expect(sums.length).toBe(Object.values(manifest.rows).filter((rows) => rows > 0).length + 5);
    const card = await readFile(join(out, 'README.md'), 'utf8');
    expect(card).toMatch(
      /^---\n[\s\S]+- config_name: votes\n {4}data_files:\n {6}- split: train\n {8}path: votes\/train-00000-of-00001\.parquet[\s\S]+\n---\n/,
    );
    expect(card).toContain('Do not train on it');
  });

  it.each(['jsonl', 'csv', 'parquet', 'hub'] as const)(
    'has no file and no configuration without rows, as %s: load_dataset would fail at it',
    async (format) => {
      const { out, manifest } = await run(format);
      const files = (await readdir(out, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile() && !/\.md$|^manifest|^croissant|^CITATION|^SHA/.test(entry.name))
        .map(({ parentPath, name }) => relative(out, join(parentPath, name)));
      const filled = Object.keys(manifest.rows).filter((path) => manifest.rows[path]);
      expect(files.toSorted()).toEqual(filled.toSorted());
      expect(filled.length).toBeLessThan(Object.keys(manifest.rows).length);
      const card = await readFile(join(out, 'README.md'), 'utf8');
      expect([...card.matchAll(/^ {8}path: (.+)$/gm)].map(([, path]) => path)).toEqual(filled);
      expect([...card.matchAll(/config_name: (.+)$/gm)].map(([, name]) => name)).toEqual(withRows(manifest));
      for (const path of Object.keys(manifest.rows)) expect(card.includes(path)).toBe(filled.includes(path));
    },
  );

  it('by month holds the rows of one file in folders that readers take for one table', async () => {
    const exportId = randomUUID();
    const one = await run('parquet', { exportId });
    const { out, manifest } = await run('parquet', { exportId, byMonth: true });
    const month = DAY.toISOString().slice(0, 7);
    expect(manifest.byMonth).toBe(true);
    expect(manifest.rows[`votes/month=${month}/part-0.parquet`]).toBe(one.manifest.rows['votes.parquet']);
    const instance = await DuckDBInstance.create();
    const duck = await instance.connect();
    for (const table of ['asks', 'candidates', 'comparisons', 'votes']) {
      const split = `read_parquet('${out}/${table}/*/*.parquet', hive_partitioning = true, hive_types_autocast = false)`;
      const apart = await duck.runAndReadAll(
        `(select * exclude (month) from ${split} except all from '${one.out}/${table}.parquet')
         union all (from '${one.out}/${table}.parquet' except all select * exclude (month) from ${split})`,
      );
      expect(apart.getRowsJson()).toEqual([]);
      const months = await duck.runAndReadAll(`select distinct month from ${split}`);
      expect(months.getRowsJson()).toEqual([[month]]);
    }
    duck.closeSync();
    const card = await readFile(join(out, 'README.md'), 'utf8');
    expect(card).toContain('path: votes/month=*/part-0.parquet');
  });

  it('without any row has a card that names no data, so that nobody loads the manifest for it', async () => {
    const nowhere = { guildId: 'another', since: null, until: null };
    for (const format of ['hub', 'trl'] as const) {
      const { out } = await run(format, { scope: nowhere, ...(format === 'trl' ? { fewestVotes: 1000 } : {}) });
      expect((await readdir(out)).toSorted()).toEqual([
        'CITATION.cff',
        'CODEBOOK.md',
        'README.md',
        'SHA256SUMS',
        'croissant.json',
        'manifest.json',
      ]);
      expect(await readFile(join(out, 'README.md'), 'utf8')).toMatch(
        /\nconfigs:\n {2}- config_name: default\n {4}data_files: \[\]\ntags:\n/,
      );
    }
  });

  it('is cut to a server and a time', async () => {
    const none = await run('jsonl', { scope: { guildId: 'another', since: null, until: null } });
    expect(none.manifest.rows['asks.jsonl']).toBe(0);
    const before = await run('jsonl', { scope: { guildId: null, since: null, until: DAY } });
    expect(before.manifest.rows['asks.jsonl']).toBe(0);
    const from = await run('parquet', { scope: { guildId: '3', since: DAY, until: at(1) } });
    expect(from.manifest.rows['asks.parquet']).toBe(2);
  });

  it('no longer holds a person who has withdrawn since, says of how many at most, and what may be kept of an older one', async () => {
    const { db } = fresh.database;
    const old = await run('jsonl', { now: at(2) });
    const kept = async () => {
      const found: string[] = [];
      await keepList(fresh.database, KEY, old.manifest.exportId, (page) =>
        found.push(...page.map(({ table, code }) => `${table} ${code}`)),
      );
      return found.toSorted();
    };
    const held = async (which: (code: string) => boolean = () => true) =>
      (['asks', 'votes'] as const)
        .map(async (table) =>
          (await jsonl(join(old.out, `${table}.jsonl`)))
            .filter(({ ask_id }) => which(ask_id))
            .map((row) => `${table} ${row[`${table.slice(0, -1)}_id`]}`),
        )
        .reduce(async (all, some) => [...(await all), ...(await some)], Promise.resolve([] as string[]))
        .then((all) => all.toSorted());
    expect(await kept()).toEqual(await held());

    await decide(db, 'leaver', 'revoked', at(3));
    const { out, manifest } = await run('jsonl', { now: at(4) });
    const codes = openCodes(KEY, manifest.exportId);
    expect((await jsonl(join(out, 'asks.jsonl'))).map(({ ask_id }) => ask_id)).toEqual([codes.ask(uuid(1, 1))]);
    for (const name of ['candidates', 'comparisons', 'votes'])
      expect(await readFile(join(out, `${name}.jsonl`), 'utf8')).not.toContain(codes.ask(uuid(1, 4)));
    expect(manifest.withdrawn).toEqual({ since: '2026-03-01', fewerThan: 5 });
    const stays = openCodes(KEY, old.manifest.exportId).ask(uuid(1, 1));
    expect(await kept()).toEqual(await held((code) => code === stays));
    await decide(db, 'leaver', 'given', at(6));
    expect((await run('jsonl', { now: at(7) })).manifest.rows['asks.jsonl']).toBe(2);
    expect((await db.select().from(audit)).filter(({ action }) => action === 'research-export').length).toBe(exports);
  });
});

describe('the progress of an export', () => {
  it('is told by file and rows, up to all of each table', async () => {
    const told = new Map<string, { rows: number; share: number | null }>();
    const { manifest } = await run('parquet', {
      onRows: (file: string, rows: number, share: number | null) => told.set(file, { rows, share }),
    });
    const ends = Object.entries(manifest.rows).filter(([, rows]) => rows > 0);
    expect(ends.length).toBeGreaterThan(4);
    for (const [file, rows] of ends) expect(told.get(file)?.rows, file).toBe(rows);
    for (const file of ['asks', 'votes']) expect(told.get(`${file}.parquet`)?.share, file).toBe(1);
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

  it('has months in Parquet alone, and says so', async () => {
    await expect(run('csv', { byMonth: true })).rejects.toThrow('Leave --by-month out');
  });

  it('makes nothing to train on without a permission of Discord', async () => {
    await expect(run('trl', { discordPermission: null })).rejects.toThrow(/--discord-permission/);
    await expect(run('verl', { discordPermission: null })).rejects.toThrow(/express permission/);
  });
});
