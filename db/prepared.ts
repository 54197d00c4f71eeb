import type postgres from 'postgres';

/** So many texts are prepared at most, each on every connection that it is sent over: a list of another length is another text. */
const MOST_TEXTS = 300;

type Work = (tx: postgres.TransactionSql) => Promise<unknown>;

/**
 * The same database for drizzle, with its queries prepared: drizzle asks for that only where a query is given a name. Otherwise the server reads and
 * plans each anew, and the driver waits for what the server says of the parameters before it sends them: two round trips, and nothing sent behind.
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
        // What has no parameters may be several statements, which cannot be prepared.
        client.unsafe(text, parameters, parameters?.length ? { ...options, prepare: isPrepared(text) } : options),
      begin: (work: Work) => (client as postgres.Sql).begin((tx) => work(view(tx))),
      savepoint: (work: Work) => (client as postgres.TransactionSql).savepoint((tx) => work(view(tx))),
    });
  return view(sql);
}
