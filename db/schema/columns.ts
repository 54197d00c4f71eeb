import { type Column, getTableColumns, is, sql } from 'drizzle-orm';
import { customType, PgArray, PgCustomColumn, type PgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import type { Bounds } from '../../src/terms.ts';
import { DecryptionError, decrypt, encrypt, type KeyRing } from '../key-ring.ts';

/** Primary key: a UUID v7. It sorts by time and says nothing about anybody. */
export const id = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => v7());

/** A Discord id. Stored as text, because a JavaScript number cannot hold 64 bits. */
export const snowflake = () => text();

/** A point in time. */
export const moment = () => timestamp({ withTimezone: true, mode: 'date' });
export const createdAt = () => moment().notNull().defaultNow();

let ring: KeyRing | null = null;

/**
 * Sets the key ring of this process. Without one, texts are written in clear. It is global because a column
 * type takes no argument at query time.
 */
export const useKeyRing = (keys: KeyRing): void => {
  ring = keys;
};

/** Encrypts a text with the process's key ring. `column` is bound to the ciphertext. */
export const encryptStored = (text: string, column: string): string => encrypt(text, column, ring);
/**
 * Decrypts a stored text with the process's key ring.
 *
 * @throws {DecryptionError} when the key is missing or the text is damaged.
 */
export const decryptStored = (stored: string, column: string): string => decrypt(stored, column, ring);

/** Check constraint: the column holds one of the words, or null. */
export const isOneOf = (column: Column, words: readonly string[]) =>
  sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;

/** Check constraint: the column holds a number within bounds, or null. */
export const isWithin = (column: Column, { least, most }: Bounds) =>
  sql`${column} between ${sql.raw(`${least} and ${most}`)}`;

/**
 * Text that is encrypted when there is a key ring. `column` is bound to the ciphertext, so it must stay the
 * same even if the column is renamed.
 */
export const encryptedText = (column: string) =>
  customType<{ data: string; driverData: string }>({
    dataType: () => 'text',
    toDriver: (text) => encryptStored(text, column),
    fromDriver: (stored) => decryptStored(stored, column),
  })();

/** Replaces a text that cannot be decrypted. In both languages, because the reader's is not known here. */
export const UNREADABLE = '[cannot be read · nicht lesbar]';

/**
 * How texts are read.
 *
 * - `strict` throws a DecryptionError when a text is damaged or its key is missing. A model must get what was
 *   written.
 * - `legible` replaces such a text by `UNREADABLE`. One bad text must not fail a list, an export or a
 *   message.
 */
export type Reading = 'strict' | 'legible';

/** @returns a table's columns for a `select` or `returning` that reads texts in the given way. */
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
