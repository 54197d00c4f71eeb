import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { leastGap } from '../../src/agreement/stated-gap.ts';
import { ownFile } from '../../src/own-file.ts';
import { openCodes } from '../../src/research/export/codes.ts';
import { runExport } from '../../src/research/export/run.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, hostile, seedAsk, uuid, type Voted } from '../support/research.ts';

const KEY = 'a key of the tests, long enough to be one';
const now = new Date(DAY.getTime() + 3_600_000);
const scope = { guildId: null, since: null, until: null };
let folder: string;
let fresh: FreshDatabase;

const people = (choices: readonly Voted['choice'][], more: Voted['more'] = {}): Voted[] =>
  choices.map((choice, i) => ({ voter: `v${i}`, choice, more }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-differ-'));
  fresh = await freshDatabase();
  const { db } = fresh.database;
  for (const person of ['asker', ...people(Array(8).fill('tie')).map(({ voter }) => voter)])
    await decide(db, person, 'given', DAY);
  const most = people(['other', 'other', 'other', 'other', 'pick', 'tie', 'both_bad']);
  await seedAsk(db, 1, { votes: most, ask: { pBeats: [0.8, 1, 0.9] } });
  await seedAsk(db, 2, { votes: people(['pick', 'pick', 'pick', 'pick', 'other']), ask: { pBeats: null } });
  // Of no kind: private, of somebody who has not opted in, open, among all, and without votes that count.
  await seedAsk(db, 3, { votes: most, ask: { private: true } });
  await seedAsk(db, 4, { votes: most, ask: { askerHash: 'stranger' } });
  await seedAsk(db, 5, { votes: most, ask: { state: 'voting' } });
  await db
    .update(ballots)
    .set({ closedAt: null })
    .where(eq(ballots.askId, uuid(1, 5)));
  await seedAsk(db, 6, { votes: most, ask: { voting: 'ballot' } });
  await db
    .update(ballots)
    .set({ kind: 'ballot', shown: [2, 1, 0] })
    .where(eq(ballots.askId, uuid(1, 6)));
  await seedAsk(db, 7, { votes: people(['other', 'other', 'other', 'other', 'other'], { blind: false }) });
  // Strangers' votes are counted in Discord, and never here.
  await seedAsk(db, 8, { votes: ['a', 'b', 'c', 'd', 'e'].map((voter) => ({ voter, choice: 'other' })) });
});
afterAll(async () => {
  await fresh.close();
  await rm(folder, { recursive: true, force: true });
});

async function exported(format: 'jsonl' | 'parquet', out = join(folder, format)) {
  const options = { out, format, scope, key: KEY, now, fewestVotes: 3, discordPermission: null };
  return { out, manifest: await runExport(fresh.database, options) };
}

describe('the disagreements of an export', () => {
  it('are the exported asks on which enough exported votes count, with the texts and verdicts of the other tables', async () => {
    const { out, manifest } = await exported('jsonl');
    const codes = openCodes(KEY, manifest.exportId);
    const rows = (await readFile(join(out, 'disagreements.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(manifest.rows['disagreements.jsonl']).toBe(2);
    const one = rows.find(({ ask_id }) => ask_id === codes.ask(uuid(1, 1)));
    expect(one).toMatchObject({
      ...{ stance: 'differ', votes_pick: 1, votes_opponent: 4, ties: 1, both_bad: 1, pick: 1, opponent: 2 },
      ...{ p_pick: 0.9, least_gap: leastGap(0.9, { pick: 1, opponent: 4, tie: 1 }) },
      ...{ prompt: 'Why is the sky blue?', pick_text: 'reply one of 1', opponent_text: hostile },
      ...{ pick_model: 'hf:model-1', opponent_model: 'hf:model-2', simulated: false },
      ...{ verdict_pick_first: 'pick', verdict_pick_second: 'pick' },
      reasoning_pick_first: 'Assistant 1 is right, and Assistant 2 is not.',
    });
    const two = rows.find(({ ask_id }) => ask_id === codes.ask(uuid(1, 2)));
    expect(two).toMatchObject({ stance: 'agree', votes_pick: 4, votes_opponent: 1, p_pick: null, least_gap: null });
  });

  it('are read beside what people wrote, by the query of the codebook', async () => {
    const { out } = await exported('parquet');
    const codebook = await readFile(ownFile('docs/codebook.md'), 'utf8');
    const query = /```sql\n(select d\.prompt[\s\S]+?)```/.exec(codebook)?.[1] ?? '';
    const connection = await (await DuckDBInstance.create()).connect();
    const read = await connection.runAndReadAll(query.replaceAll(/'(\w+\.parquet)'/g, `'${out}/$1'`));
    expect(read.getRowObjectsJson()).toMatchObject([{ prompt: 'Why is the sky blue?', pick_text: 'reply one of 1' }]);
    connection.closeSync();
  });

  it('are empty texts where these are no longer kept, and no file where there is no row', async () => {
    const { db } = fresh.database;
    await db
      .update(asks)
      .set({ prompt: '', purgedAt: now })
      .where(eq(asks.id, uuid(1, 2)));
    await db
      .update(comparisons)
      .set({ reasoning: '', answer: '' })
      .where(eq(comparisons.askId, uuid(1, 2)));
    await db.delete(asks).where(eq(asks.id, uuid(1, 1)));
    const { out } = await exported('jsonl', join(folder, 'later'));
    expect(JSON.parse(await readFile(join(out, 'disagreements.jsonl'), 'utf8'))).toMatchObject({
      ...{ stance: 'agree', prompt: '', reasoning_pick_first: '' },
    });
    await db.delete(asks).where(eq(asks.id, uuid(1, 2)));
    const none = await exported('jsonl', join(folder, 'last'));
    expect(none.manifest.rows['disagreements.jsonl']).toBe(0);
    await expect(readFile(join(none.out, 'disagreements.jsonl'), 'utf8')).rejects.toThrow('ENOENT');
  });
});
