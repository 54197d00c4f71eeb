import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../db/client.ts';
import { findPooling, isHeard } from '../../db/connection/pooling.ts';
import { whereToListen } from '../../db/connection/where-to-listen.ts';
import { DatabaseError } from '../../db/database-error.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { lockShadowJudge } from '../../db/repo/shadow-comparisons.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { emptyDatabase } from '../support/database.ts';
import { startTransactionPooler } from '../support/transaction-pooler.ts';

let direct: string;
let pooled: string;
const toClose: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const empty = await emptyDatabase('direct');
  const pooler = await startTransactionPooler(empty.url);
  [direct, pooled] = [empty.url, pooler.url];
  toClose.push(pooler.close, empty.close);
});
afterAll(async () => {
  for (const close of toClose) await close();
});

const locks = async () => {
  const sql = postgres(direct, { max: 1 });
  const rows = await sql`select objid from pg_locks where locktype = 'advisory'
    and database = (select oid from pg_database where datname = current_database())`;
  await sql.end();
  return rows.length;
};
const log = (said: unknown[]) => openLog('warn', { write: (line) => void said.push(JSON.parse(line)) });

describe('behind a pooler that shares sessions', () => {
  it('a migration is done once by several at once, and leaves no lock behind', async () => {
    await Promise.all([migrateDatabase(pooled), migrateDatabase(pooled)]);
    await migrateDatabase(pooled);
    expect(await locks()).toBe(0);
  });

  it('a shadow judge is locked until it is released, whoever works in between', async () => {
    const database = openDatabase(pooled);
    onTestFinished(database.close);
    const held = await lockShadowJudge(database.sql, 'hf:judge');
    for (let i = 0; i < 5; i++) expect(await lockShadowJudge(database.sql, 'hf:judge')).toBeNull();
    const other = await lockShadowJudge(database.sql, 'hf:another');
    await Promise.all([held?.release(), other?.release()]);
    expect(await locks()).toBe(0);
    const again = await lockShadowJudge(database.sql, 'hf:judge');
    expect(again).not.toBeNull();
    await again?.release();
  });

  it('that is found out, and that nothing is heard there', async () => {
    expect(await findPooling(pooled)).toEqual({ shared: true, keepsPrepared: true });
    expect(await findPooling(direct)).toEqual({ shared: false, keepsPrepared: true });
    expect(await isHeard(pooled, direct)).toBe(true);
    expect(await isHeard(pooled, pooled)).toBe(false);
  });

  it('forgotten prepared statements are refused in words', async () => {
    const forgetful = pooled.replace('?prepare=false', '');
    expect(await findPooling(forgetful)).toEqual({ shared: true, keepsPrepared: false });
    const refused = await whereToListen(forgetful, undefined, () => {}).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseError);
    expect(`${refused}`).toContain('Write prepare=false behind the ? of DATABASE_URL');
  });

  it('jobs are announced past it where there is a way, and looked for where there is none', async () => {
    const said: string[] = [];
    const warn = (words: string) => void said.push(words);
    expect(await whereToListen(direct, undefined, warn)).toBe(direct);
    expect(await whereToListen(pooled, direct, warn)).toBe(direct);
    expect(said).toEqual([]);
    expect(await whereToListen(pooled, undefined, warn)).toBeNull();
    expect(await whereToListen(pooled, pooled, warn)).toBeNull();
    expect(said).toEqual([
      expect.stringMatching(/DATABASE_DIRECT_URL may name the database past it/),
      expect.stringMatching(/DATABASE_DIRECT_URL hears nothing/),
    ]);
  });

  it.each(['listening', 'looking'] as const)('a job is done, and nothing goes wrong while %s', async (how) => {
    const said: unknown[] = [];
    const queue = await openQueue(pooled, log(said), 15, undefined, how === 'listening' ? direct : null);
    const database = openDatabase(pooled);
    const begun = Promise.withResolvers<string>();
    await queue.work('ask-run', 2, async ({ askId }) => begun.resolve(askId));
    // The first look finds nothing, so the job waits for the next one or for its announcement.
    await sleep(100);
    await database.db.transaction((tx) => queue.send(tx, 'ask-run', { askId: how }));
    expect(await begun.promise).toBe(how);
    await queue.stop(5000);
    await database.close();
    expect(said).toEqual([]);
  });
});
