import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

type Cut = 'closed' | 'reset';

/** A network between a client and a server that can be cut. */
export interface Network {
  /** The server's URL, by way of this network. */
  url: string;
  /** Ends every connection of the moment: in order (FIN), or as where a machine has gone (RST). */
  cut(how: Cut): void;
  /** Ends the first connection over which the server has sent so many bytes; null for none any more. */
  cutAt(cut: { bytes: number; how: Cut } | null): void;
  close(): Promise<void>;
}

export async function startNetwork(to: string): Promise<Network> {
  const far = new URL(to);
  const open = new Set<Socket>();
  const end = (socket: Socket, how: Cut) => (how === 'reset' ? socket.resetAndDestroy() : socket.destroy());
  let limit: { bytes: number; how: Cut } | null = null;
  const server = createServer((near) => {
    const beyond = connect(Number(far.port || 5432), far.hostname);
    for (const [socket, other] of [
      [near, beyond],
      [beyond, near],
    ] as const) {
      socket.on('error', () => {});
      socket.on('close', () => other.destroy());
      socket.pipe(other);
    }
    beyond.on('data', () => {
      if (!limit || beyond.bytesRead < limit.bytes) return;
      end(near, limit.how);
      limit = null;
    });
    open.add(near);
    near.on('close', () => open.delete(near));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(to), { hostname: '127.0.0.1', port: String(port) }).toString(),
    cut(how) {
      for (const socket of open) end(socket, how);
    },
    cutAt(cut) {
      limit = cut;
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
