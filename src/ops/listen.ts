import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Lets a server listen, and waits until it does. Port 0 takes a free one.
 * @returns the port that it listens on.
 * @throws the server's error, EADDRINUSE for example.
 */
export async function listen(server: Server, port: number, host?: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
    server.listen(port, host);
  });
  return (server.address() as AddressInfo).port;
}
