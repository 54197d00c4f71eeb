import { customType, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import { decrypt, encrypt, type KeyRing } from '../key-ring.ts';

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

/** Text that is encrypted where there is a key ring. `column` is bound to the ciphertext: it never changes, even if the column is renamed. */
export const encryptedText = (column: string) =>
  customType<{ data: string; driverData: string }>({
    dataType: () => 'text',
    toDriver: (text) => encryptStored(text, column),
    fromDriver: (stored) => decryptStored(stored, column),
  })();
