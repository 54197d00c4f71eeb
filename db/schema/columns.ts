import { text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';

/** UUID v7: sorts by time, and says nothing about anybody. */
export const id = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => v7());

/** Discord's ids are 64-bit numbers that JavaScript cannot hold: text. */
export const snowflake = () => text();

export const moment = () => timestamp({ withTimezone: true, mode: 'date' });
export const createdAt = () => moment().notNull().defaultNow();
