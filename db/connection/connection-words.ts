import { DatabaseError } from '../database-error.ts';
import { readDatabaseUrl } from './database-url.ts';
import { placeWords } from './place-words.ts';

const UNKNOWN_CERTIFICATE =
  'nobody vouches for its certificate. Name the authority with sslrootcert=FILE, or write sslmode=require, which encrypts and does not check.';

const words: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Is PostgreSQL running?',
  ENOTFOUND: 'there is no such host.',
  EAI_AGAIN: 'the name of the host cannot be looked up just now.',
  CONNECT_TIMEOUT: 'it does not answer in time (connect_timeout, ten seconds where none is set).',
  ETIMEDOUT: 'it does not answer.',
  ENOENT: 'there is no socket in that folder. Is PostgreSQL running?',
  EACCES: 'its socket cannot be opened from here.',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_CERTIFICATE,
  CERT_HAS_EXPIRED: 'its certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host. sslmode=verify-ca does not look at the name.',
  EHOSTUNREACH: 'there is no way to that host.',
  ENETUNREACH: 'there is no way to that host.',
  ECONNRESET: 'it broke off the connection.',
  CONNECTION_CLOSED: 'it broke off the connection.',
  '28P01': 'the user name or the password is wrong.',
  '28000': 'it does not let this user in, or only over TLS: then add ?sslmode=require.',
  '3D000': 'it has no database of that name. Create it first.',
  '42501': 'this user may not do that there.',
  '25006': 'it is a standby, or is set to be only read.',
  '53300': 'it has too many connections.',
  '57P03': 'it is starting or stopping. Try again in a moment.',
};

/**
 * Explains in plain words why the database at `url` could not be reached, without its password.
 *
 * @returns a `DatabaseError`, or the error itself when its cause is not a known one.
 */
export function explainConnection(error: unknown, url: string): unknown {
  const said = error as Said & { cause?: Said };
  // drizzle wraps what the driver throws.
  const { code = '', message = '' } = said.code === undefined && said.cause ? said.cause : said;
  if (said.cause instanceof DatabaseError) return said.cause;
  const { places, database = '', tls } = readDatabaseUrl(url);
  const reason =
    tls !== 'disable' && BROKEN_OFF.includes(code)
      ? 'it broke off the connection. If it does not speak TLS, take sslmode out, where the network is to be trusted.'
      : (words[code] ?? (code === '08P01' || code === '42704' ? saidByPooler(message) : undefined));
  if (!reason) return error;
  const where = places.map(placeWords).join(',');
  return new DatabaseError(`The database at ${where}/${database} cannot be used: ${reason}`);
}

/** PgBouncer has one code for everything that it refuses. */
function saidByPooler(message: string): string | undefined {
  if (message === 'password authentication failed') return words['28P01'];
  if (/^no such database|^database ".*" does not exist$/.test(message)) return words['3D000'];
  return `it says "${message}".`;
}

/** @returns in words why a server could not be reached. undefined when the error is not a known one. */
export const reasonOf = (error: unknown): string | undefined => words[(error as Said).code ?? ''];

interface Said {
  code?: string;
  message?: string;
}

const BROKEN_OFF = ['ECONNRESET', 'CONNECTION_CLOSED', 'EPROTO'];
