import { DatabaseError } from './database-error.ts';

const words: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Is PostgreSQL running?',
  ENOTFOUND: 'there is no such host.',
  EAI_AGAIN: 'the name of the host cannot be looked up just now.',
  CONNECT_TIMEOUT: 'it does not answer within ten seconds.',
  ETIMEDOUT: 'it does not answer.',
  EHOSTUNREACH: 'there is no way to that host.',
  ENETUNREACH: 'there is no way to that host.',
  ECONNRESET: 'it broke off the connection.',
  CONNECTION_CLOSED: 'it broke off the connection.',
  '28P01': 'the user name or the password is wrong.',
  '28000': 'it does not let this user in.',
  '3D000': 'it has no database of that name. Create it first.',
  '42501': 'this user may not do that there.',
  '53300': 'it has too many connections.',
  '57P03': 'it is starting or stopping. Try again in a moment.',
};

/**
 * Explains in plain words why the database at `url` could not be reached, without its password.
 *
 * @returns a `DatabaseError`, or the error itself when its cause is not a known one.
 */
export function explainConnection(error: unknown, url: string): unknown {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  // drizzle wraps what the driver throws.
  const reason = words[code ?? cause?.code ?? ''];
  if (!reason) return error;
  const { host, pathname } = new URL(url);
  return new DatabaseError(`The database at ${host}${pathname} cannot be used: ${reason}`);
}
