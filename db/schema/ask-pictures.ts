import { check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { PICTURES, pictureTypes } from '../../src/terms.ts';
import { asks } from './asks.ts';
import { encryptedText, isOneOf, isWithin } from './columns.ts';

/** The pictures of a question, as they were sent. Deleted when the ask's texts are emptied. */
export const askPictures = pgTable(
  'ask_pictures',
  {
    askId: uuid()
      .notNull()
      .references(() => asks.id, { onDelete: 'cascade' }),
    /** 0, 1, 2 …: in the order in which they were sent. */
    number: integer().notNull(),
    name: encryptedText('ask_pictures.name').notNull(),
    type: text({ enum: pictureTypes }).notNull(),
    /** In pixels. */
    width: integer().notNull(),
    height: integer().notNull(),
    /** The file in base64. */
    data: encryptedText('ask_pictures.data').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.askId, t.number] }),
    check('ask_pictures_type', isOneOf(t.type, pictureTypes)),
    check('ask_pictures_width', isWithin(t.width, { least: 1, most: PICTURES.side })),
    check('ask_pictures_height', isWithin(t.height, { least: 1, most: PICTURES.side })),
  ],
);
