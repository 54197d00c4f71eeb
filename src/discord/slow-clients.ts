import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Discord sends a request at once, and waits three seconds for the answer: whoever is silent for longer is not Discord. In milliseconds. */
const SILENCE_MS = 8000;
/** A process may have some thousand files and connections open, and the database needs some too. */
const MOST_CONNECTIONS = 1000;

/**
 * Ends connections that are slow on purpose: before the signature is checked anybody can open one. When there are too many the oldest one goes
 * that has not sent its request yet, so that there is room for one that does.
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
