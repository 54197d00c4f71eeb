import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** A port on the loopback interface that nobody listens on: `wish` where that is free, or any other. */
export async function freePort(wish = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => {
      // Taken, or not for us (below 1024).
      if (wish === 0) reject(error);
      else resolve(freePort());
    });
    server.listen(wish, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
