import type postgres from 'postgres';

/**
 * Makes the waiting jobs of a queue due, and wakes its worker. pg-boss announces new jobs alone, so a worker
 * would find these at its next poll, seconds later.
 */
export async function dueNow(sql: postgres.Sql, queue: string): Promise<void> {
  await sql`update pgboss.job set start_after = now() where name = ${queue} and state in ('created', 'retry')`;
  await wake(sql, queue);
}

/** Delivers the closing of a ballot once more. */
export async function closeAgain(sql: postgres.Sql, ballotId: string): Promise<void> {
  await sql`update pgboss.job set state = 'created', start_after = now(), completed_on = null
    where name = 'ballot-close' and data ->> 'ballotId' = ${ballotId}`;
  await wake(sql, 'ballot-close');
}

/** Says to pg-boss, on the channel that it listens to, that a queue has work. */
const wake = (sql: postgres.Sql, queue: string) =>
  sql`select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), ${queue})`;
