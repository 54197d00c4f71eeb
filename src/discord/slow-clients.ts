import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * How long a connection may be silent, in milliseconds. Discord sends its request at once and waits three
 * seconds.
 */
const SILENCE_MS = 8000;
/** A process may have a few thousand open files and connections, and the database needs some of them. */
const MOST_CONNECTIONS = 1000;

/**
 * Closes idle connections, against Slowloris attacks: anybody can open a connection, because the signature is
 * checked later. When there are too many, the oldest connection without a complete request is closed.
 */
export function turnAwaySlowClients(server: Server): void {
  const current = new Map<Socket, IncomingMessage | null>();
  server.setTimeout(SILENCE_MS);
  server.on('connection', (socket: Socket) => {
    current.set(socket, null);
    socket.once('close', () => current.delete(socket));
    if (current.size <= MOST_CONNECTIONS) return;
    for (const [other, request] of current) {
      if (other === socket || request?.complete) continue;
      other.destroy();
      return;
    }
    socket.destroy();
  });
  server.on('request', (request: IncomingMessage) => {
    if (current.has(request.socket)) current.set(request.socket, request);
  });
}
