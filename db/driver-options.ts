import { readFileSync } from 'node:fs';
import { connect, isIP } from 'node:net';
import { userInfo } from 'node:os';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';
import type postgres from 'postgres';
import { DatabaseError } from './database-error.ts';
import { type DatabaseAddress, readDatabaseUrl } from './database-url.ts';

/**
 * What postgres.js is given in place of an address: it would send every parameter that it does not know to
 * the server, which refuses them.
 * @throws {DatabaseError} when the address is wrong, or a certificate cannot be read
 */
export function postgresOptions(url: string, applicationName: string): postgres.Options<Record<string, never>> {
  const address = readDatabaseUrl(url);
  const { host, port, password, prepare, connectTimeout, options, direct, tls } = address;
  const isSocket = host.startsWith('/');
  const ssl = isSocket ? false : tls === 'prefer' ? 'prefer' : certificatesOf(address);
  return {
    ...placed(host, port),
    ...(isSocket ? { path: `${host}/.s.PGSQL.${port}` } : {}),
    ...namesOf(address),
    ...(password === undefined ? {} : { password }),
    ssl,
    ...(direct && ssl ? { sslnegotiation: 'direct' } : {}),
    prepare,
    connect_timeout: connectTimeout,
    onnotice: () => {},
    connection: { application_name: address.applicationName ?? applicationName, ...(options ? { options } : {}) },
  };
}

/** What `pg`, the driver of the job queue, is given in place of an address. */
export interface PgOptions {
  host: string;
  port: number;
  user: string;
  database: string;
  password?: string;
  ssl: false | ConnectionOptions;
  sslnegotiation?: 'direct';
  application_name: string;
  connectionTimeoutMillis: number;
  options?: string;
}

/**
 * The same for `pg`. It knows no `prefer`, so the server is asked first.
 * @throws {DatabaseError} when the address is wrong, or a certificate cannot be read
 */
export async function pgOptions(url: string, applicationName: string): Promise<PgOptions> {
  const address = readDatabaseUrl(url);
  const { host, port, password, connectTimeout, options, direct, tls } = address;
  const goesWithout = host.startsWith('/') || (tls === 'prefer' && !(await speaksTls(address)));
  const ssl = goesWithout ? false : certificatesOf(address);
  return {
    host,
    port,
    ...namesOf(address),
    ...(password === undefined ? {} : { password }),
    ssl,
    ...(direct && ssl ? { sslnegotiation: 'direct' } : {}),
    application_name: address.applicationName ?? applicationName,
    connectionTimeoutMillis: connectTimeout * 1000,
    ...(options ? { options } : {}),
  };
}

/**
 * As lists, which the driver's types leave out: it splits a text at its colons, and an IPv6 address has some.
 */
const placed = (host: string, port: number) =>
  ({ host: [host], port: [port] }) as unknown as { host: string; port: number };

/** The two drivers guess a missing user in different ways. */
function namesOf({ user, database }: DatabaseAddress): { user: string; database: string } {
  const known = user ?? process.env.PGUSER ?? userInfo().username;
  return { user: known, database: database ?? process.env.PGDATABASE ?? known };
}

/** @returns what `tls.connect` takes, or false for a connection in clear. */
function certificatesOf({ host, tls, files }: DatabaseAddress): false | ConnectionOptions {
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

/** PostgreSQL's request for TLS: eight bytes, answered with S or N. */
const REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Whether the server takes TLS. false when it cannot be reached, which the driver says better. */
function speaksTls({ host, port, connectTimeout }: DatabaseAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: connectTimeout * 1000 }, () => socket.write(REQUEST));
    const end = (speaks: boolean) => {
      socket.destroy();
      resolve(speaks);
    };
    socket.once('data', ([answer]) => end(answer === 'S'.charCodeAt(0)));
    for (const event of ['timeout', 'error', 'close']) socket.once(event, () => end(false));
  });
}
