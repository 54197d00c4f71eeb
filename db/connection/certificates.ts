import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';
import { DatabaseError } from '../database-error.ts';
import type { DatabaseAddress } from './database-url.ts';

/**
 * What TLS is told for one of the servers of an address, whose name is the one that is checked.
 *
 * @returns what `tls.connect` takes, or false for a connection in clear.
 * @throws {DatabaseError} when a certificate cannot be read
 */
export function certificatesOf(
  { tls, files }: Pick<DatabaseAddress, 'tls' | 'files'>,
  host: string,
): false | ConnectionOptions {
  if (tls === 'disable') return false;
  const read = (path: string | undefined) => (path === undefined ? undefined : readPem(path));
  const { ca, cert, key } = { ...files, ca: files.ca === 'system' ? undefined : files.ca };
  return {
    ...(ca === undefined ? {} : { ca: read(ca) }),
    ...(cert === undefined ? {} : { cert: read(cert) }),
    ...(key === undefined ? {} : { key: read(key) }),
    ...(isIP(host) ? {} : { servername: host }),
    rejectUnauthorized: tls === 'verify-ca' || tls === 'verify-full',
    // The drivers would look for the name `localhost` where the host is an IP address.
    checkServerIdentity: (_, certificate) =>
      tls === 'verify-full' ? checkServerIdentity(host, certificate) : undefined,
  };
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new DatabaseError(`DATABASE_URL names the file ${path}, which cannot be read.`);
  }
}
