import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { readDatabaseUrl } from './database-url.ts';
import { postgresOptions } from './driver-options.ts';

/** What stands between this process and PostgreSQL. */
export interface Pooling {
  /**
   * Whether sessions are shared, as behind PgBouncer in transaction mode: nothing that belongs to a session
   * lasts longer than a transaction. LISTEN then hears nothing, without an error.
   */
  shared: boolean;
  /** Whether a prepared statement can be used again, as it always can in a session of one's own. */
  keepsPrepared: boolean;
}

/** How long a free session is waited for. A pooler with one session has none while a transaction is open. */
const PATIENCE_MS = 1000;
const ROUNDS = 2;

/**
 * Finds out whether sessions at `url` are shared: one client opens a transaction, and another one's session
 * then is seen to be that same backend, or another one than before. A pooler with free sessions to choose
 * from may need a second look.
 * @throws what the driver throws when the database cannot be reached
 */
export async function findPooling(url: string): Promise<Pooling> {
  const open = (prepare: boolean) =>
    postgres({ ...postgresOptions(url, 'tribunal start'), max: 1, prepare, fetch_types: false });
  const [first, second] = [open(readDatabaseUrl(url).prepare), open(false)];
  const found: Pooling = { shared: false, keepsPrepared: true };
  try {
    for (let round = 0; round < ROUNDS && !found.shared; round++) {
      const before = await backendOf(first);
      // Where two sessions take turns, each client would meet its own one every time.
      if (round > 0) await backendOf(second);
      await second.begin(async (tx) => {
        const beside = await backendOf(tx);
        const after = await Promise.race([first.begin(backendOf).catch(lostStatement), sleep(PATIENCE_MS, null)]);
        if (after === 'lost') found.keepsPrepared = false;
        found.shared = beside === before || (after !== null && after !== before);
      });
    }
    return found;
  } finally {
    await Promise.all([first.end({ timeout: 1 }), second.end({ timeout: 1 })]);
  }
}

/** The parameter is what makes it a prepared statement. */
async function backendOf(sql: postgres.Sql | postgres.TransactionSql): Promise<number> {
  const [row] = await sql`select pg_backend_pid() as pid, ${''}::text as prepared`;
  return Number(row?.pid);
}

/**
 * SQLSTATE of a statement that this session does not have. The driver then prepares it anew, which an aborted
 * transaction refuses.
 */
const LOST = ['26000', '25P02'];

function lostStatement(error: { code?: string }): 'lost' {
  if (!LOST.includes(error.code ?? '')) throw error;
  return 'lost';
}

/** How long a notification may take. It takes milliseconds. */
const HEARD_MS = 1000;

/** Whether what is notified at `url` is heard at `listenUrl`: the same database, in a session of its own. */
export async function isHeard(url: string, listenUrl: string): Promise<boolean> {
  const [ear, mouth] = [listenUrl, url].map((at) => postgres({ ...postgresOptions(at, 'tribunal start'), max: 1 }));
  if (!ear || !mouth) throw new Error('unreachable');
  const channel = `tribunal_${randomUUID()}`;
  try {
    const heard = new Promise<true>((resolve, reject) => {
      ear
        .listen(channel, () => resolve(true))
        .then(() => mouth.notify(channel, ''))
        .catch(reject);
    });
    return await Promise.race([heard, sleep(HEARD_MS, false)]);
  } finally {
    await Promise.all([ear.end({ timeout: 1 }), mouth.end({ timeout: 1 })]);
  }
}
