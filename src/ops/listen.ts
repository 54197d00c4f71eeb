import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts listening and waits until the port is open. Port 0 takes a free one. */
export async function listen(server: Server, port: number, host?: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
    server.listen(port, host);
  });
  return (server.address() as AddressInfo).port;
}
