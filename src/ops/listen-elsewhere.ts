import { type DatabaseOptions, PgBoss } from 'pg-boss';

/**
 * Has a queue that is not started yet listen at another address than the one where it works: one session past
 * the pooler, and all queries through it.
 */
export async function listenElsewhere(boss: PgBoss, there: DatabaseOptions): Promise<{ close(): Promise<void> }> {
  // pg-boss takes one address for both, and only its own connection listens again after it was cut.
  const other = new PgBoss({ ...there, max: 1, useListenNotify: true });
  other.on('error', (error) => boss.emit('error', error));
  const ear = connectionOf(other);
  await ear.open();
  connectionOf(boss).listen = (...heard) => ear.listen(...heard);
  return { close: () => ear.close() };
}

/** What its types leave out of pg-boss's own connection. */
interface ListeningDb {
  open(): Promise<void>;
  close(): Promise<void>;
  listen(channel: string, hear: (payload: string) => void, again: () => void): Promise<{ close(): Promise<void> }>;
}

const connectionOf = (boss: PgBoss) => boss.getDb() as unknown as ListeningDb;
