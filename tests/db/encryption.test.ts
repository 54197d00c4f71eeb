import { randomBytes } from 'node:crypto';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgArray, PgCustomColumn, PgTable } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decrypt, encrypt, openKeyRing } from '../../db/key-ring.ts';
import { findAsks, getAsk } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { comparisonsOf } from '../../db/repo/comparisons.ts';
import { encryptedColumns } from '../../db/repo/encryption.ts';
import { useKeyRing } from '../../db/schema/columns.ts';
import * as schema from '../../db/schema/index.ts';
import { readKeys } from '../../src/privacy/encryption/read-keys.ts';
import { rotateKeys } from '../../src/privacy/encryption/rotate.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { fullAsk } from '../support/full-ask.ts';
import { dumpOf } from '../support/scan.ts';

const [older, newer, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const old = openKeyRing([older]);

describe('an encrypted text', () => {
  it('comes back as it was, whatever it is, with a key and without', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('enc1.deadbeef.AAAA', 'raw1.x', 'raw1.enc1.'),
    );
    fc.assert(
      fc.property(texts, fc.boolean(), (text, keyed) => {
        const ring = keyed ? old : null;
        expect(decrypt(encrypt(text, 'a.b', ring), 'a.b', ring)).toBe(text);
      }),
    );
  });

  it('is never the same twice, and says nothing', () => {
    expect(encrypt('secret', 'a.b', old)).not.toBe(encrypt('secret', 'a.b', old));
    expect(encrypt('secret', 'a.b', old)).toMatch(/^enc1\.[0-9a-f]{8}\.[\w-]+$/);
  });

  it('is refused where it was moved or changed, and by a ring without its key', () => {
    const sealed = encrypt('secret', 'a.b', old);
    expect(() => decrypt(sealed, 'a.c', old)).toThrow(/changed outside|moved/);
    const at = sealed.length - 8;
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(() => decrypt(changed, 'a.b', old)).toThrow(/changed outside/);
    expect(() => decrypt(sealed, 'a.b', openKeyRing([foreign]))).toThrow(/the key [0-9a-f]{8}, which is not set/);
    expect(() => decrypt(sealed, 'a.b', null)).toThrow(/DATA_ENCRYPTION_KEY[\s\S]+Nothing is lost/);
    expect(decrypt(sealed, 'a.b', openKeyRing([newer, older]))).toBe('secret');
  });

  it('takes keys in base64 and in hexadecimal, and never quotes a wrong one', () => {
    expect(readKeys(`${newer.toString('base64')}, ${older.toString('hex')}\n`)).toEqual([newer, older]);
    expect(() => readKeys(`${newer.toString('hex')},hunter2`)).toThrow(/^key 2 is not 32 bytes(?!.*hunter2)/);
  });
});

describe('a database under a key', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.close());

  it('holds no text in clear; what was there before is read, and brought under the newest key', async () => {
    const before = await fullAsk(fresh.database, 'platypus');
    expect(await dumpOf(fresh.database)).toContain('platypus');
    useKeyRing(old);
    const after = await fullAsk(fresh.database, 'axolotl');
    expect(await dumpOf(fresh.database)).not.toContain('axolotl');
    const both = openKeyRing([newer, older]);
    useKeyRing(both);
    expect((await rotateKeys(fresh.database, both)).changed).toBe(26);
    expect(await rotateKeys(fresh.database, both)).toEqual({ changed: 0, unreadable: [], waiting: 0 });
    const dump = await dumpOf(fresh.database);
    expect(['platypus', 'axolotl', old.writing.id].filter((word) => dump.includes(word))).toEqual([]);
    useKeyRing(openKeyRing([newer]));
    const { db } = fresh.database;
    expect(await getAsk(db, before)).toMatchObject({ prompt: 'prompt platypus', fileText: 'file platypus' });
    expect((await candidatesOf(db, after)).map(({ text }) => text)).toEqual(['reply axolotl', 'reply axolotl']);
    expect(await comparisonsOf(db, after)).toMatchObject([{ reasoning: 'because axolotl', notes: ['axolotl'] }]);
    expect(await findAsks(db, 'guild', 'AXOL', 5)).toEqual([{ id: after, prompt: 'prompt axolotl' }]);
    useKeyRing(openKeyRing([foreign]));
    await expect(getAsk(db, before)).rejects.toThrow(/which is not set/);
  });

  it('names every encrypted column for the rotation', () => {
    const found = Object.values(schema)
      .filter((table) => is(table, PgTable))
      .flatMap((table) =>
        Object.entries(getTableColumns(table as PgTable))
          .filter(([, column]) => is(is(column, PgArray) ? column.baseColumn : column, PgCustomColumn))
          .map(([name]) => `${getTableName(table as PgTable)}.${name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`),
      );
    expect(found.sort()).toEqual(encryptedColumns.map(({ table, column }) => `${table}.${column}`).sort());
  });
});
