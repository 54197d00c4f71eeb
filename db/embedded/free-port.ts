import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** @returns a free port on the loopback interface: `wish` when it is free, otherwise any. */
export async function freePort(wish = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => {
      // The port is taken, or reserved for root (below 1024).
      if (wish === 0) reject(error);
      else resolve(freePort());
    });
    server.listen(wish, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
