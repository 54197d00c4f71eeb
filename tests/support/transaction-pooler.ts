import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import postgres from 'postgres';

/**
 * A pooler in transaction mode for tests, so that none has to be installed: after each transaction a client
 * gets the session that was used longest ago, and forgets nothing by itself. Worse than any real one, which
 * mostly gives the same session again.
 */
export async function startTransactionPooler(
  url: string,
  sessions = 3,
): Promise<{ url: string; close(): Promise<void> }> {
  const free: Socket[] = [];
  const waiting: ((session: Socket) => void)[] = [];
  const clients = new Set<Socket>();
  const opened = await Promise.all(Array.from({ length: sessions }, () => openSession(url)));
  free.push(...opened.map(({ socket }) => socket));

  const giveBack = (session: Socket) => {
    const next = waiting.shift();
    if (next) next(session);
    else free.push(session);
  };
  const take = () => {
    const session = free.shift();
    return session ? Promise.resolve(session) : new Promise<Socket>((resolve) => waiting.push(resolve));
  };

  const server = createServer((client) => {
    clients.add(client);
    client.on('error', () => {});
    client.on('close', () => clients.delete(client));
    let [session, asked]: [Socket | null, Buffer] = [null, Buffer.alloc(0)];
    const serve = async () => {
      for (; client.readable; ) {
        if (asked.length === 0) await once(client, 'ready to send');
        const own = await take();
        session = own;
        let answered = Buffer.alloc(0);
        const done = new Promise<void>((resolve) => {
          own.on('data', (piece: Buffer) => {
            client.write(piece);
            answered = Buffer.concat([answered, piece]);
            for (let length = lengthOf(answered); length <= answered.length; length = lengthOf(answered)) {
              // ReadyForQuery, outside of a transaction.
              if (answered[0] === READY && answered[5] === IDLE) resolve();
              answered = answered.subarray(length);
            }
          });
        });
        own.write(asked);
        asked = Buffer.alloc(0);
        await done;
        own.removeAllListeners('data');
        session = null;
        giveBack(own);
      }
    };
    client.once('data', () => {
      // Whoever comes is let in.
      client.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, READY, 0, 0, 0, 5, IDLE]));
      client.on('data', (piece: Buffer) => {
        if (piece[0] === TERMINATE) return;
        if (session) session.write(piece);
        else asked = Buffer.concat([asked, piece]);
        client.emit('ready to send');
      });
      serve().catch(() => client.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(url), { port: `${port}`, search: '?prepare=false' }).toString(),
    async close() {
      for (const socket of [...clients, ...opened.map(({ socket }) => socket)]) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const [READY, IDLE, TERMINATE] = ['Z', 'I', 'X'].map((letter) => letter.charCodeAt(0)) as [number, number, number];

/** The length of the first message, Infinity before its head is there. */
const lengthOf = (bytes: Buffer) => (bytes.length < 5 ? Number.POSITIVE_INFINITY : 1 + bytes.readUInt32BE(1));

/** Has the driver log in, and takes its connection over. */
async function openSession(url: string): Promise<{ socket: Socket }> {
  const { hostname, port } = new URL(url);
  const socket = dial(Number(port), hostname);
  await once(socket, 'connect');
  const sql = postgres(url, { max: 1, fetch_types: false, socket: () => socket } as postgres.Options<never>);
  await sql`select 1`;
  for (const event of ['data', 'close', 'error', 'drain', 'end']) socket.removeAllListeners(event);
  socket.on('error', () => {});
  return { socket };
}
