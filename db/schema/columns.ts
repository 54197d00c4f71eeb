import { type Column, getTableColumns, is, sql } from 'drizzle-orm';
import { customType, PgArray, PgCustomColumn, type PgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import type { Bounds } from '../../src/terms.ts';
import { DecryptionError, decrypt, encrypt, type KeyRing } from '../key-ring.ts';

/** UUID v7: sorts by time, and says nothing about anybody. */
export const id = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => v7());

/** Discord's ids are 64-bit numbers that JavaScript cannot hold: text. */
export const snowflake = () => text();

export const moment = () => timestamp({ withTimezone: true, mode: 'date' });
export const createdAt = () => moment().notNull().defaultNow();

let ring: KeyRing | null = null;

/** Set once, when the database is opened: a column type cannot be given anything later. null: texts are written in clear. */
export const useKeyRing = (keys: KeyRing): void => {
  ring = keys;
};

export const encryptStored = (text: string, column: string): string => encrypt(text, column, ring);
export const decryptStored = (stored: string, column: string): string => decrypt(stored, column, ring);

/** For a check: the column holds one of the words, or nothing. */
export const isOneOf = (column: Column, words: readonly string[]) =>
  sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;

/** For a check: the column holds a number within bounds, or nothing. */
export const isWithin = (column: Column, { least, most }: Bounds) =>
  sql`${column} between ${sql.raw(`${least} and ${most}`)}`;

/** Text that is encrypted where there is a key ring. `column` is bound to the ciphertext: it never changes, even if the column is renamed. */
export const encryptedText = (column: string) =>
  customType<{ data: string; driverData: string }>({
    dataType: () => 'text',
    toDriver: (text) => encryptStored(text, column),
    fromDriver: (stored) => decryptStored(stored, column),
  })();

/** Stands where a text cannot be read, in both languages: no more than that is known of it. */
export const UNREADABLE = '[cannot be read · nicht lesbar]';

/**
 * How texts are read. `strict` throws a DecryptionError where one is damaged or its key is not set: what is put to a model must be what was written.
 * `legible` gives UNREADABLE in its place: a list, an export or a message must not fail for one text in it.
 */
export type Reading = 'strict' | 'legible';

/** A table's columns for a select or a returning, to be read so. */
export function columnsOf<Table extends PgTable>(table: Table, reading: Reading): Table['_']['columns'] {
  const columns = getTableColumns(table);
  if (reading === 'strict') return columns;
  const legible = Object.entries(columns).map(([name, column]) => [
    name,
    isEncrypted(column) ? forgiving(column) : column,
  ]);
  return Object.fromEntries(legible) as Table['_']['columns'];
}

const isEncrypted = (column: Column) => is(is(column, PgArray) ? column.baseColumn : column, PgCustomColumn);

const forgiving = (column: Column) =>
  sql`${column}`.mapWith({
    mapFromDriverValue(stored: unknown) {
      try {
        return column.mapFromDriverValue(stored);
      } catch (error) {
        if (!(error instanceof DecryptionError)) throw error;
        return is(column, PgArray) ? [UNREADABLE] : UNREADABLE;
      }
    },
  });
