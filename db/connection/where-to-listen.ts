import { DatabaseError } from '../database-error.ts';
import { explainConnection } from './connection-words.ts';
import { findPooling, isHeard } from './pooling.ts';

/** What is wrong with a pooler that keeps no prepared statements, and what to do about it. */
export const FORGETFUL = {
  what: 'a pooler before the database forgets prepared statements',
  remedy:
    'Write prepare=false behind the ? of DATABASE_URL, or set max_prepared_statements in PgBouncer, from version 1.21.',
};

/**
 * Decides where a process hears of new jobs: at `directUrl`, or else at `url` if it has sessions of its own
 * there.
 *
 * @param warn is told in words what would be better.
 * @returns null when it hears nothing, and has to look for them.
 * @throws {DatabaseError} when the database cannot be reached, or a pooler forgets prepared statements.
 */
export async function whereToListen(
  url: string,
  directUrl: string | undefined,
  warn: (words: string) => void,
): Promise<string | null> {
  const explain = (at: string) => (error: unknown) => {
    throw explainConnection(error, at);
  };
  const { shared, keepsPrepared } = await findPooling(url).catch(explain(url));
  if (!keepsPrepared) throw new DatabaseError(`DATABASE_URL cannot be used: ${FORGETFUL.what}. ${FORGETFUL.remedy}`);
  if (directUrl !== undefined) {
    if (await isHeard(url, directUrl).catch(explain(directUrl))) return directUrl;
    warn(
      'DATABASE_DIRECT_URL hears nothing of what happens at DATABASE_URL: it must be the same database, past the pooler',
    );
    return null;
  }
  if (!shared) return url;
  warn(
    'a pooler shares the sessions of DATABASE_URL, so questions begin up to half a second later: DATABASE_DIRECT_URL may name the database past it',
  );
  return null;
}
