import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '../../db/migrate.ts';
import { emptyDatabase } from '../support/database.ts';

const MIGRATION = '0010_words';
const own = join(import.meta.dirname, '../../db/migrations');

let sql: postgres.Sql;
const toClose: (() => Promise<unknown>)[] = [];
const idOf = (n: number) => `0190a5b0-0000-7000-8000-${String(n).padStart(12, '0')}`;

interface Old {
  asker: string;
  prompt?: string;
  source?: 'command' | 'chat' | 'menu';
  channel?: string;
  parent?: number;
  retry?: number;
  file?: string;
  private?: boolean;
}

/** Asks as the previous version wrote them, one minute apart. */
const old: Old[] = [
  { asker: 'ann', prompt: 'chat of ann', source: 'chat' }, // 0
  { asker: 'ben', prompt: 'chat of ann' }, // 1: judge this
  { asker: 'ben', prompt: 'chat of ben', source: 'chat', parent: 0 }, // 2
  { asker: 'cid', prompt: 'chat of ben', parent: 0 }, // 3: judge this
  { asker: 'ann', prompt: 'chat of ben', parent: 0, retry: 3 }, // 4: tried again
  { asker: 'ben', prompt: 'chat of ben', parent: 0, retry: 4 }, // 5: by its writer in the end
  { asker: 'dee', prompt: 'on from there', source: 'chat', parent: 5 }, // 6
  { asker: 'ann', prompt: 'failed', file: 'file of ann' }, // 7
  { asker: 'ben', prompt: 'failed', file: 'file of ann', retry: 7 }, // 8
  { asker: 'cid', prompt: 'failed', file: 'file of ann', retry: 8 }, // 9
  { asker: 'ann', prompt: 'chat of ann' }, // 10: her own, judged by herself
  { asker: 'ben', prompt: 'chat of ann', channel: 'elsewhere' }, // 11: no such chat in that channel
  { asker: 'ben', prompt: 'enc1.key.abc', source: 'chat' }, // 12
  { asker: 'cid', prompt: 'enc1.key.abc' }, // 13: never equal where it is encrypted
  { asker: 'eve', prompt: 'alone' }, // 14
  { asker: 'cid', prompt: 'chat of ann', file: 'another file' }, // 15: not the same
  { asker: 'ben', prompt: '', source: 'chat' }, // 16: emptied
  { asker: 'cid', prompt: '' }, // 17
  { asker: 'cid', prompt: 'from a message', source: 'menu' }, // 18
];

beforeAll(async () => {
  const empty = await emptyDatabase();
  toClose.push(empty.close);
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-before-words-'));
  toClose.push(() => rm(folder, { recursive: true }));
  await cp(own, folder, { recursive: true });
  const journal = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8'));
  const at = journal.entries.findIndex(({ tag }: { tag: string }) => tag === MIGRATION);
  const before = { ...journal, entries: journal.entries.slice(0, at) };
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify(before));
  await migrateDatabase(empty.url, folder);
  sql = postgres(empty.url, { max: 1, onnotice: () => {} });
  toClose.unshift(() => sql.end());
  for (const [n, ask] of old.entries()) {
    const createdAt = new Date(Date.UTC(2026, 0, 1, 12, n));
    await sql`insert into asks ${sql({
      ...{
        id: idOf(n),
        interaction_id: `i${n}`,
        application_id: '1',
        guild_id: 'g',
        channel_id: ask.channel ?? 'here',
      },
      ...{ asker_hash: ask.asker, prompt: ask.prompt ?? '', source: ask.source ?? 'command', created_at: createdAt },
      ...{ file_name: ask.file ? 'x.txt' : null, file_text: ask.file ?? null, private: ask.private ?? false },
      ...{ parent_id: ask.parent === undefined ? null : idOf(ask.parent), purged_at: ask.prompt ? null : createdAt },
      ...{ retry_of: ask.retry === undefined ? null : idOf(ask.retry), n: 2, effort: 'quick', voting: 'duel' },
      ...{ seed: 's', settings: sql.json({}), state: 'failed', failure: 'internal', deadline_at: createdAt },
    })}`;
  }
  await migrateDatabase(empty.url);
});
afterAll(async () => {
  for (const close of toClose) await close();
});

describe('the migration that notes whose words stand in asks from before', () => {
  it('finds writers of what was judged and tried again, and all that an ask goes on from', async () => {
    const rows = await sql`select prompt_by, words_of from asks order by id`;
    const found = rows.map(({ prompt_by, words_of }) => [prompt_by, ...words_of].join(' '));
    expect(found).toEqual([
      '', // 0
      'ann ann', // 1
      ' ann', // 2
      'ben ann ben', // 3
      'ben ben', // 4: Ann is the asker
      ' ann', // 5: Ben is back at his own words
      ' ann ben', // 6
      '', // 7
      'ann ann', // 8
      'ann ann', // 9
      '', // 10
      '', // 11
      '', // 12
      // Equal ciphertexts do not occur in practice, so the migration does not compare them.
      '', // 13
      '', // 14
      '', // 15
      '', // 16
      '', // 17
      '', // 18
    ]);
  });

  it('is done on many rows in a time that does not grow with their square', async () => {
    await sql`delete from asks`;
    await sql`
      insert into asks (id, interaction_id, application_id, guild_id, channel_id, asker_hash, prompt, source, n, effort, voting,
        private, seed, settings, state, failure, deadline_at, parent_id, created_at)
      select ('0190a5b0-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'i' || i, '1', 'g', 'c', 'p' || i % 50, 'prompt ' || i / 2,
        case i % 2 when 0 then 'chat' else 'command' end, 2, 'quick', 'duel', false, 's', '{}', 'failed', 'internal', now(),
        case when i > 20000 then ('0190a5b0-0000-7000-8000-' || lpad((i - 1)::text, 12, '0'))::uuid end, now() + i * interval '1 second'
      from generate_series(0, 20999) i`;
    const migration = await readFile(join(own, `${MIGRATION}.sql`), 'utf8');
    const begun = performance.now();
    for (const statement of migration.split('--> statement-breakpoint').slice(1)) await sql.unsafe(statement);
    expect(performance.now() - begun).toBeLessThan(30_000);
    const [row] = await sql`select count(prompt_by)::int as writers, max(cardinality(words_of))::int as most from asks`;
    // At the end of the chain of a thousand asks, the words are of all fifty people but the asker.
    expect(row).toMatchObject({ writers: 10_000, most: 49 });
  });
});
