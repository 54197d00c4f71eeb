import type postgres from 'postgres';
import { certificatesOf } from './certificates.ts';
import { type DatabaseAddress, type Place, readDatabaseUrl } from './database-url.ts';
import { LateSocket } from './late-socket.ts';
import { loginOf, namesOf } from './login.ts';
import { openSocket } from './open-socket.ts';
import { openPrimaryFinder } from './primary.ts';

/**
 * What postgres.js is given in place of an address: it would send every parameter that it does not know to
 * the server, which refuses them. Its own list of hosts is not used (docs/adr/0012).
 * @throws {DatabaseError} when the address is wrong, or a certificate cannot be read
 */
export function postgresOptions(url: string, applicationName: string): postgres.Options<Record<string, never>> {
  const address = readDatabaseUrl(url);
  const login = loginOf(address, applicationName);
  if (address.target) return { ...login, ssl: false, socket: connecting(socketsOf(address)) } as typeof login;
  const { host, port, direct, tls } = address;
  const isSocket = host.startsWith('/');
  const ssl = isSocket ? false : tls === 'prefer' ? 'prefer' : certificatesOf(address, host);
  return {
    ...login,
    ...placed(address),
    ...(isSocket ? { path: `${host}/.s.PGSQL.${port}` } : {}),
    ssl,
    ...(direct && ssl ? { sslnegotiation: 'direct' } : {}),
  };
}

/** What `pg`, the driver of the job queue, is given in place of an address. */
export interface PgOptions {
  host: string;
  port: number;
  user: string;
  database: string;
  password?: string;
  /** The driver's own TLS is never used: it knows no `prefer`, and one server's name. */
  ssl: false;
  /** Makes the socket of a connection, which the driver then connects. Absent: it makes a plain one. */
  stream?: () => LateSocket;
  application_name: string;
  connectionTimeoutMillis: number;
  options?: string;
}

/**
 * The same for `pg`.
 * @throws {DatabaseError} when the address is wrong, or a certificate cannot be read
 */
export function pgOptions(url: string, applicationName: string): PgOptions {
  const address = readDatabaseUrl(url);
  const { host, port, password, connectTimeout, options, tls, target } = address;
  return {
    host,
    port,
    ...namesOf(address),
    ...(password === undefined ? {} : { password }),
    ssl: false,
    ...(target || tls !== 'disable' ? { stream: socketsOf(address) } : {}),
    application_name: address.applicationName ?? applicationName,
    connectionTimeoutMillis: connectTimeout * 1000,
    ...(options ? { options } : {}),
  };
}

/** Makes sockets that choose their server each time that one is opened, where there is a choice. */
function socketsOf(address: DatabaseAddress): () => LateSocket {
  // Now, and not at the first connection: a certificate that cannot be read is the address's fault.
  certificatesOf(address, address.host);
  if (!address.target) return () => new LateSocket((signal) => openSocket(address, address, signal));
  const finder = openPrimaryFinder(address);
  return () => {
    let at: Place | null = null;
    const open = async (signal: AbortSignal) => {
      at = await finder.find();
      return openSocket(at, address, signal);
    };
    return new LateSocket(open, async () => at !== null && finder.isGone(at));
  };
}

function connecting(sockets: () => LateSocket): () => LateSocket {
  return () => sockets().connect();
}

/**
 * As lists, which the driver's types leave out: it splits a text at its colons, and an IPv6 address has some.
 */
const placed = ({ host, port }: Place) => ({ host: [host], port: [port] }) as unknown as { host: string; port: number };
