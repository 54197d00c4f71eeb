import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readUnshadowed } from '../../db/repo/shadow-comparisons.ts';
import type { Format } from '../../src/research/export/manifest.ts';
import { runExport } from '../../src/research/export/run.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, seedAsk } from '../support/research.ts';

/**
 * Asker, writer of the prompt, others whose words are in it, and whether it may be exported.
 * Ann, Ben and Cid have opted in. Eve has withdrawn. Dee never opted in.
 */
const cases: [asker: string, promptBy: string | null, wordsOf: string[], leaves: boolean][] = [
  ['ann', null, [], true],
  ['ann', 'ben', ['ben'], true],
  ['ann', 'ben', ['ben', 'cid'], true],
  ['ann', null, ['ben', 'cid'], true],
  ['ann', 'dee', ['dee'], false],
  ['ann', 'eve', ['eve'], false],
  ['ann', null, ['dee'], false],
  ['ann', null, ['ben', 'dee', 'cid'], false],
  ['ann', 'ben', ['ben', 'eve'], false],
  ['dee', 'ann', ['ann'], false],
  ['eve', null, ['ann'], false],
  // In these rows, only one place names a person who has not opted in.
  ['ann', 'dee', [], false],
  ['ann', 'ben', ['dee'], false],
];
const wordOf = (n: number) => `word${n}x`;
const scope = { guildId: null, since: null, until: null };

/** Five voters, the smallest group whose votes are exported as rows. */
const voters = ['v1', 'v2', 'v3', 'v4', 'v5'];

let folder: string;
let exports = 0;
let fresh: FreshDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-owners-'));
  fresh = await freshDatabase();
  const { db } = fresh.database;
  for (const person of ['ann', 'ben', 'cid', 'eve', ...voters]) await decide(db, person, 'given', DAY);
  await decide(db, 'eve', 'revoked', new Date(DAY.getTime() + 1000));
  for (const [n, [askerHash, promptBy, wordsOf]] of cases.entries())
    await seedAsk(db, n, {
      ask: { askerHash, promptBy, wordsOf, prompt: `prompt ${wordOf(n)}` },
      texts: [0, 1, 2].map((slot) => `reply ${slot} ${wordOf(n)}`),
      votes: voters.map((voter) => ({ voter, choice: 'pick' })),
    });
});
afterAll(async () => {
  await fresh.close();
  await rm(folder, { recursive: true, force: true });
});

/** Makes an export and reads all its files as text. */
async function exported(format: Format) {
  const out = join(folder, `${format}-${++exports}`);
  const options = { out, format, scope, key: 'a key of the tests, long enough to be one', now: DAY };
  const manifest = await runExport(fresh.database, { ...options, fewestVotes: 1, discordPermission: 'a test' });
  const files = (await readdir(out, { recursive: true })).filter((name) => /\.\w+$/.test(name));
  const texts = await Promise.all(
    files.map((name) => (name.endsWith('.parquet') ? parquet(join(out, name)) : readFile(join(out, name), 'utf8'))),
  );
  return { manifest, text: texts.join('\n') };
}

async function parquet(path: string): Promise<string> {
  const connection = await (await DuckDBInstance.create()).connect();
  try {
    const rows = (await connection.runAndReadAll(`select * from '${path}'`)).getRowObjectsJson();
    return JSON.stringify(rows);
  } finally {
    connection.closeSync();
  }
}

const found = (text: string) => cases.flatMap((_, n) => (text.includes(wordOf(n)) ? [n] : []));
const may = cases.flatMap(([, , , leaves], n) => (leaves ? [n] : []));

describe('what is made from words of several people', () => {
  it.each(['jsonl', 'csv', 'parquet', 'trl', 'verl'] as const)(
    'leaves as %s only where every one of them takes part now',
    async (format) => {
      const { text } = await exported(format);
      expect(found(text)).toEqual(may);
      expect(text).not.toMatch(/"(ann|ben|cid|dee|eve)"/);
    },
  );

  it('is judged again for research under the same condition', async () => {
    const rows = await readUnshadowed(fresh.database.db, scope, 'hf:another', null, 1000);
    expect(found(JSON.stringify(rows))).toEqual(may);
  });

  it('is counted by why it stayed', async () => {
    const { manifest } = await exported('jsonl');
    // 2 and 7, rounded up to 50: exact counts would show who withdrew since the last export.
    expect(manifest.leftOut).toMatchObject({ asks: { 'asker-not-opted-in': 50, 'others-not-opted-in': 50 } });
  });
});
