import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

type Cut = 'closed' | 'reset';

/** A TCP proxy between a client and a server, which can fail. */
export interface Network {
  /** The server's URL through this proxy. */
  url: string;
  /** Ends every open connection: `closed` with FIN, `reset` with RST, as when the machine is gone. */
  cut(how: Cut): void;
  /** Whether to accept new connections. Open ones stay. */
  take(connections: boolean): void;
  /** While it stalls, connections stay open, but no data passes in either direction. */
  stall(stalls: boolean): void;
  /** Ends the first connection on which the server has sent this many bytes. Null turns it off. */
  cutAt(cut: { bytes: number; how: Cut } | null): void;
  /**
   * Resets the connection instead of passing on that a write or a commit was done, wherever `lost` says so.
   * The server has done it all the same, and the client cannot know. Null turns it off.
   */
  loseAnswers(lost: (() => boolean) | null): void;
  close(): Promise<void>;
}

/** What PostgreSQL says after a write or a commit. */
const DONE = /C.{4}(?:COMMIT|INSERT 0 \d+|UPDATE \d+|DELETE \d+)\0/s;

export async function startNetwork(to: string): Promise<Network> {
  const far = new URL(to);
  const open = new Map<Socket, Socket>();
  const end = (socket: Socket, how: Cut) => (how === 'reset' ? reset(socket) : socket.destroy());
  let limit: { bytes: number; how: Cut } | null = null;
  let lostAnswer: (() => boolean) | null = null;
  let [takes, stalls] = [true, false];
  const server = createServer((near) => {
    if (!takes) return reset(near);
    const beyond = connect(Number(far.port || 5432), far.hostname);
    // Before the pipes, so that nothing of the answer gets through.
    beyond.on('data', (piece: Buffer) => {
      if (lostAnswer && DONE.test(piece.toString('latin1')) && lostAnswer()) reset(near);
    });
    for (const [socket, other] of [
      [near, beyond],
      [beyond, near],
    ] as const) {
      socket.on('error', () => {});
      socket.on('close', (broken) => (broken ? other.destroy() : other.end()));
      if (!stalls) socket.pipe(other);
    }
    beyond.on('data', () => {
      if (!limit || beyond.bytesRead < limit.bytes) return;
      end(near, limit.how);
      limit = null;
    });
    open.set(near, beyond);
    near.on('close', () => open.delete(near));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(to), { hostname: '127.0.0.1', port: String(port) }).toString(),
    cut(how) {
      for (const socket of open.keys()) end(socket, how);
    },
    take(connections) {
      takes = connections;
    },
    stall(now) {
      if (now === stalls) return;
      stalls = now;
      for (const [near, beyond] of open)
        for (const [from, into] of [
          [near, beyond],
          [beyond, near],
        ] as const)
          stalls ? from.unpipe(into).pause() : from.pipe(into);
    },
    cutAt(cut) {
      limit = cut;
    },
    loseAnswers(lost) {
      lostAnswer = lost;
    },
    async close() {
      for (const socket of open.keys()) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Node never closes a socket that is reset while it is being shut down, and spins when it ends. */
function reset(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}
