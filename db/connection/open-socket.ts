import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { certificatesOf } from './certificates.ts';
import type { DatabaseAddress, Place } from './database-url.ts';

/** PostgreSQL's request for TLS: eight bytes, answered with S or N. */
const REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const YES = 'S'.charCodeAt(0);
/** A server that is gone without a word is noticed by the kernel, too. */
const KEEP_ALIVE_MS = 10_000;

type Secured = Pick<DatabaseAddress, 'tls' | 'files' | 'direct'>;

/**
 * Opens a connection to one of the servers of an address, with the TLS that the address asks for, up to where
 * the login begins. Its time is limited by `signal`.
 *
 * @throws what the network or TLS says
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL
 */
export async function openSocket({ host, port }: Place, address: Secured, signal: AbortSignal): Promise<Socket> {
  const isUnix = host.startsWith('/');
  const certificates = isUnix ? false : certificatesOf(address, host);
  const plain = connectTcp(isUnix ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
  let socket: Socket = plain;
  try {
    await once(plain, 'connect', { signal });
    plain.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
    if (certificates && (address.direct || (await takesTls(plain, address, signal)))) {
      const direct = address.direct ? { ALPNProtocols: ['postgresql'] } : {};
      socket = connectTls({ socket: plain, ...certificates, ...direct });
      await once(socket, 'secureConnect', { signal });
    }
    return socket;
  } catch (error) {
    socket.on('error', () => {}).destroy();
    plain.destroy();
    throw error;
  }
}

async function takesTls(socket: Socket, { tls }: Secured, signal: AbortSignal): Promise<boolean> {
  socket.write(REQUEST);
  const [answer] = (await once(socket, 'data', { signal })) as [Buffer];
  if (answer[0] === YES) return true;
  if (tls === 'prefer') return false;
  throw Object.assign(new Error('the server does not speak TLS'), { code: 'EPROTO' });
}
