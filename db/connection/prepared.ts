import type postgres from 'postgres';

/**
 * The most statements that are prepared, each on every connection that it is sent over. A list of another
 * length makes another statement, so their number has no limit of its own.
 */
const MOST_TEXTS = 300;

type Work = (tx: postgres.TransactionSql) => Promise<unknown>;

/**
 * Wraps a client so that drizzle's queries are prepared statements. drizzle itself prepares only named
 * queries. An unprepared query is parsed and planned anew each time. The driver also waits for the server's
 * description of its parameters: two round trips, without pipelining.
 */
export function preparing(sql: postgres.Sql): postgres.Sql {
  const texts = new Set<string>();
  const isPrepared = (text: string) => {
    if (texts.size < MOST_TEXTS) texts.add(text);
    return texts.has(text);
  };
  const view = <Client extends postgres.Sql | postgres.TransactionSql>(client: Client): Client =>
    Object.assign(Object.create(client), {
      unsafe: (text: string, parameters?: postgres.ParameterOrJSON<never>[], options?: postgres.UnsafeQueryOptions) =>
        // A query without parameters may hold several statements, which cannot be prepared.
        client.unsafe(text, parameters, parameters?.length ? { ...options, prepare: isPrepared(text) } : options),
      begin: (work: Work) => (client as postgres.Sql).begin((tx) => work(view(tx))),
      savepoint: (work: Work) => (client as postgres.TransactionSql).savepoint((tx) => work(view(tx))),
    });
  return view(sql);
}
