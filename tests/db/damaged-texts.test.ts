import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decrypt, encrypt, openKeyRing } from '../../db/key-ring.ts';
import { findAsks, getAsk } from '../../db/repo/asks.ts';
import { checkKeys } from '../../db/repo/encryption.ts';
import { asksOf } from '../../db/repo/person.ts';
import { insertReport, listReports } from '../../db/repo/reports.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { useKeyRing } from '../../db/schema/columns.ts';
import { loadSnapshot } from '../../src/asks/snapshot.ts';
import { closeVoting } from '../../src/ballots/close.ts';
import { reportOf } from '../../src/moderation/moderate.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { rotateKeys } from '../../src/privacy/encryption/rotate.ts';
import { erasePerson } from '../../src/privacy/erase.ts';
import { exportPerson } from '../../src/privacy/personal-export.ts';
import { retain } from '../../src/privacy/retention.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { fullAsk } from '../support/full-ask.ts';
import { dumpOf } from '../support/scan.ts';

const [older, newer, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const old = openKeyRing([older]);
const both = openKeyRing([newer, older]);

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  useKeyRing(old);
});
afterAll(() => fresh.close());
beforeEach(async () => {
  useKeyRing(old);
  await fresh.database.sql`truncate asks cascade`;
});

/** Overwrites some letters in the middle of every text, as a failing disk does. */
const spoil = async (table: string, column: string, where = sql`true`) => {
  const [t, c] = [sql.identifier(table), sql.identifier(column)];
  await fresh.database.db.execute(
    sql`update ${t} set ${c} = overlay(${c} placing 'AAAAAAAA' from 30) where ${c} is not null and ${where}`,
  );
};

describe('what begins like a ciphertext', () => {
  it.each([
    ['cut off', (text: string) => text.slice(0, 30)],
    ['without its key', (text: string) => text.replace(/^(enc1\.)\w+/, '$1')],
    ['with a line break at its end', (text: string) => `${text}\n`],
    ['with a space in it', (text: string) => `${text.slice(0, 40)} ${text.slice(40)}`],
    ['cut to its mark', () => 'enc1.'],
  ])('and is damaged (%s) is never shown as if it were a text', (_, damage) => {
    expect(() => decrypt(damage(encrypt('secret', 'a.b', old)), 'a.b', old)).toThrow(/changed outside/);
  });
});

describe('one damaged text', () => {
  it('costs one text: lists, export, snapshot, reports and the closing go on, and say so', async () => {
    const { database } = fresh;
    const { db } = database;
    const whole = await fullAsk(database, 'whole', { state: 'voting', createdAt: new Date(Date.now() - 1000) });
    const torn = await fullAsk(database, 'torn', { state: 'voting' });
    const report = await insertReport(db, {
      askId: torn,
      guildId: 'guild',
      reporterHash: 'r',
      reason: 'other',
      words: 'torn',
    });
    const mine = sql`ask_id = ${torn}`;
    await spoil('asks', 'prompt', sql`id = ${torn}`);
    await spoil('candidates', 'text', mine);
    await spoil('comparisons', 'reasoning', mine);
    await spoil('reports', 'words', mine);
    await spoil('votes', 'reason_text', sql`ballot_id in (select id from ballots where ${mine})`);
    await expect(getAsk(db, torn)).rejects.toThrow(/changed outside/);
    expect(await findAsks(db, 'guild', 'whole', 25)).toEqual([{ id: whole, prompt: 'prompt whole' }]);
    expect((await asksOf(db, 'asker', 10)).map(({ prompt }) => prompt)).toEqual([
      expect.stringMatching(/cannot be read/),
      'prompt whole',
    ]);
    const exported = await exportPerson(database, 'asker', new Date());
    expect(exported).toMatch(/reply whole/);
    expect(exported).toMatch(/cannot be read/);
    expect(await exportPerson(database, 'voter', new Date())).toMatch(/reason whole/);
    const snapshot = await loadSnapshot(db, torn);
    expect(snapshot?.ask.prompt).toMatch(/cannot be read/);
    expect(snapshot?.ask.fileText).toBe('file torn');
    expect(snapshot?.candidates.map(({ text }) => text)).toEqual([
      expect.stringMatching(/cannot be read/),
      expect.stringMatching(/cannot be read/),
    ]);
    expect((await reportOf(database, 'guild', report?.id ?? ''))?.ask.prompt).toMatch(/cannot be read/);
    expect(await listReports(db, 'guild', 'open', 5)).toHaveLength(1);
    await db.update(ballots).set({ closesAt: new Date(0) });
    const [ballot] = await db.select().from(ballots).where(sql`ask_id = ${torn}`);
    expect(await closeVoting({ database, now: () => new Date() }, ballot?.id ?? '')).toBe(torn);
    const [row] = await db.select({ state: asks.state }).from(asks).where(sql`id = ${torn}`);
    expect(row?.state).toBe('closed');
  });

  it('is emptied and deleted like any other', async () => {
    const { database } = fresh;
    await fullAsk(database, 'torn', { createdAt: new Date(0) });
    await fullAsk(database, 'torn', { askerHash: 'asker' });
    for (const [table, column] of [
      ['asks', 'prompt'],
      ['candidates', 'text'],
      ['comparisons', 'answer'],
      ['votes', 'reason_text'],
    ] as const)
      await spoil(table, column);
    expect(await retain(database, 30, new Date())).toMatchObject({ asks: 1 });
    const queue = await openQueue(fresh.url, openLog('silent'));
    expect(await erasePerson({ database, queue, now: () => new Date() }, 'asker')).toMatchObject({ asks: 2 });
    await queue.stop(1000);
    expect(await dumpOf(database)).not.toContain(old.writing.id);
  });

  it('does not keep the bot from starting; a key that is missing does', async () => {
    const { db } = fresh.database;
    await fullAsk(fresh.database, 'torn');
    await spoil('asks', 'prompt');
    await checkKeys(db);
    useKeyRing(openKeyRing([foreign]));
    await expect(checkKeys(db)).rejects.toThrow(/which is not set/);
  });

  it('does not hide a missing key behind a newest question that is emptied', async () => {
    await fullAsk(fresh.database, 'older');
    await fullAsk(fresh.database, 'newest', { prompt: '', purgedAt: new Date() });
    useKeyRing(openKeyRing([foreign]));
    await expect(checkKeys(fresh.database.db)).rejects.toThrow(/which is not set/);
  });
});

describe('a rotation', () => {
  it('goes past what it cannot read, and names it', async () => {
    const torn = await fullAsk(fresh.database, 'torn');
    for (let i = 0; i < 3; i++) await fullAsk(fresh.database, 'whole');
    await spoil('asks', 'prompt', sql`id = ${torn}`);
    useKeyRing(both);
    const done = await rotateKeys(fresh.database, both);
    expect(done).toEqual({ changed: 51, unreadable: [`asks.prompt of ${torn}`], waiting: 0 });
    const dump = await dumpOf(fresh.database);
    expect(dump.split(old.writing.id)).toHaveLength(2);
    expect(await rotateKeys(fresh.database, both)).toEqual({ changed: 0, unreadable: done.unreadable, waiting: 0 });
  });

  it('does not say that all is done while somebody holds a row', async () => {
    const held = await fullAsk(fresh.database, 'held');
    useKeyRing(both);
    await fresh.database.db.transaction(async (tx) => {
      await tx.select({ id: asks.id }).from(asks).where(sql`id = ${held}`).for('update');
      expect((await rotateKeys(fresh.database, both)).waiting).toBeGreaterThan(0);
    });
    expect((await rotateKeys(fresh.database, both)).waiting).toBe(0);
  });

  it('that is killed in the middle goes on, beside a bot that still writes under the old key', async () => {
    for (let i = 0; i < 4; i++) await fullAsk(fresh.database, 'before');
    useKeyRing(both);
    await rotateKeys(fresh.database, both);
    // A process that still runs with the old keys.
    useKeyRing(old);
    const late = await fullAsk(fresh.database, 'late');
    useKeyRing(both);
    expect((await rotateKeys(fresh.database, both)).changed).toBe(13);
    useKeyRing(openKeyRing([newer]));
    expect((await getAsk(fresh.database.db, late))?.prompt).toBe('prompt late');
  });

  it('leaves texts alone that people wrote to look like one of its own', async () => {
    useKeyRing(openKeyRing([older]));
    const tricks = ['enc1.', `enc1.${both.writing.id}.AAAA`, 'raw1.enc1.x', 'enc1.deadbeef.'];
    const ids: string[] = [];
    for (const prompt of tricks) ids.push(await fullAsk(fresh.database, 'x', { prompt }));
    useKeyRing(both);
    expect((await rotateKeys(fresh.database, both)).unreadable).toEqual([]);
    for (const [i, id] of ids.entries()) expect((await getAsk(fresh.database.db, id))?.prompt).toBe(tricks[i]);
  });
});
