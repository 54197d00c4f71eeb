import { type SQL, sql } from 'drizzle-orm';

/** SQL of `publicModel` in `src/model-name.ts`. A test holds the two together. */
export const publicModel = (name: SQL): SQL<string> =>
  sql<string>`regexp_replace(regexp_replace(${name}, '(^|[:,])local:(?!hf:)[^,]*[\\\\/]', '\\1local:', 'g'), '@https?://(?:(?!,[a-z]+:)\\S)*', '@own-server', 'g')`;
