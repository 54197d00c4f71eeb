import type { Sql } from 'postgres';
import { openDatabase } from '../../db/client.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { votesForAgreement } from '../../db/repo/agreement-votes.ts';
import { insertComparison } from '../../db/repo/comparisons.ts';
import { deletePerson } from '../../db/repo/erase.ts';
import { emptyOldAsks } from '../../db/repo/retention.ts';
import { castVotes } from '../../src/ballots/vote.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { seedVotes } from '../research/seed.ts';
import { print } from '../support/figures.ts';

/**
 * What Citus refuses of the schema and of the bot's statements. The database at the address must be empty, on
 * a coordinator with workers: nothing that is in it stays.
 * `npm run bench -- scale/distributed postgres://…`.
 *
 * First everything is made as on PostgreSQL, which leaves it on the coordinator. Then each table is
 * distributed by the ask it belongs to, as it stands, and once more without the rules that are in the way.
 */
const url = process.argv[2] ?? '';
/** By which column a table would be spread. A vote knows its ballot only. */
const keys: Readonly<Record<string, string>> = {
  asks: 'id',
  candidates: 'ask_id',
  comparisons: 'ask_id',
  shadow_comparisons: 'ask_id',
  challenger_comparisons: 'ask_id',
  challenger_picks: 'ask_id',
  calls: 'ask_id',
  usage: 'ask_id',
  reservations: 'ask_id',
  rubrics: 'ask_id',
  ask_pictures: 'ask_id',
  reports: 'ask_id',
  ballots: 'id',
  votes: 'ballot_id',
  peeks: 'ballot_id',
  released_votes: 'ballot_id',
};

await report('the migrations', () => migrateDatabase(url));
const log = openLog('error');
await report('the queue', async () => (await openQueue(url, log)).stop(1000));
const database = openDatabase(url, { max: 3 });
const { db, sql } = database;
await seedVotes(sql, 20);
await tryStatements('local tables');

await distributeEach('each table as it stands', (table, key) =>
  inVain(sql, `select create_distributed_table('${table}', '${key}')`),
);
const lost = await dropRules();
print({
  bench: 'distributed',
  what: 'rules given up for that',
  refused: `${lost.foreign.length} foreign keys, ${lost.unique.length} unique`,
  rules: [...lost.foreign, ...lost.unique].join(', '),
});
await distributeEach('each table without them', (table, key) =>
  sql.unsafe(`select create_distributed_table('${table}', '${key}')`),
);
await tryStatements('distributed tables');
await database.close();
process.exit(0);

/** What the bot does most, or at once with many rows. */
async function tryStatements(where: string): Promise<void> {
  const [ballot] = await sql<{ id: string; ask: string }[]>`
    update ballots set closed_at = null, closes_at = now() + interval '1 hour', created_at = now()
    where id = (select min(id::text)::uuid from ballots) returning id, ask_id as ask`;
  const at = new Date();
  const { id: ballotId = '', ask: askId = '' } = ballot ?? {};
  const click = { ballotId, key: 'a' as const, interactionId: where, voterHash: where, channelId: '3', at };
  await report(
    `${where}: a ballot with its ask`,
    () => sql`select from ballots join asks on asks.id = ballots.ask_id where ballots.id = ${ballotId}`,
  );
  await report(`${where}: a vote`, async () => {
    const [outcome] = await castVotes([click], { database, dailyCap: 200 });
    if (outcome?.kind !== 'counted') throw new Error(`it is ${outcome?.kind}`);
  });
  await report(`${where}: an ask's comparison`, () =>
    insertComparison(db, {
      askId,
      number: where.length,
      first: 0,
      second: 1,
      tier: 0,
      sample: 1,
      verdict: 'first',
      conflict: false,
      forced: false,
      model: 'm',
      format: 'rrm',
      formatVersion: 1,
      params: {},
      reasoning: 'r',
      answer: 'a',
      notes: [],
      latencyMs: 1,
    }),
  );
  await report(`${where}: figures of a server`, () => votesForAgreement(db, '2', new Date(0)));
  await report(`${where}: emptying texts`, () => emptyOldAsks(db, 0, at, 5));
  await report(`${where}: a person's erasure`, () => db.transaction((tx) => deletePerson(tx, 'person 17', at)));
}

/** Tries all tables, and says how many were refused, and why. */
async function distributeEach(
  what: string,
  distribute: (table: string, key: string) => Promise<unknown>,
): Promise<void> {
  const refusals: string[] = [];
  for (const [table, key] of Object.entries(keys))
    await distribute(table, key).catch((error: Error) => refusals.push(error.message.replace(/"\w+"/, '…')));
  const reasons = [...new Set(refusals)].join('; ');
  print({
    bench: 'distributed',
    what: `${what}: ${Object.keys(keys).length}`,
    refused: refusals.length === 0 ? 'no' : `${refusals.length}: ${reasons}`,
  });
}

async function report(what: string, work: () => Promise<unknown>): Promise<void> {
  const refusal = await work().then(
    () => '',
    (error: Error) => String((error.cause as Error | undefined)?.message ?? error.message),
  );
  print({ bench: 'distributed', what, refused: refusal === '' ? 'no' : refusal });
}

/** Runs a statement and takes it back. @throws what the server said */
async function inVain(database: Sql, statement: string): Promise<void> {
  const done = new Error('taken back');
  await database
    .begin(async (tx) => {
      await tx.unsafe(statement);
      throw done;
    })
    .catch((error) => {
      if (error !== done) throw error;
    });
}

/**
 * Drops the rules that a distributed table cannot keep: foreign keys, and what is unique without the key.
 *
 * @returns their names.
 */
async function dropRules(): Promise<{ foreign: string[]; unique: string[] }> {
  const rules = await sql<{ table: string; name: string; unique: boolean; columns: string[] }[]>`
    select c.relname as table, k.conname as name, k.contype <> 'f' as unique,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any(k.conkey)) as columns
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype in ('f', 'p', 'u') and c.relname = any(${Object.keys(keys)}) and c.relnamespace = 'public'::regnamespace
    order by k.contype`;
  const inTheWay = rules.filter(({ table, unique, columns }) => !unique || !columns.includes(keys[table] ?? ''));
  for (const { table, name } of inTheWay)
    await sql.unsafe(`alter table ${table} drop constraint if exists "${name}" cascade`);
  const indexes = await sql<{ name: string; table: string; definition: string }[]>`
    select indexname as name, tablename as table, indexdef as definition from pg_indexes
    where schemaname = 'public' and indexdef like 'CREATE UNIQUE%' and tablename = any(${Object.keys(keys)})`;
  const unkeyed = indexes.filter(
    ({ table, definition }) => !/\(.*\)/.exec(definition)?.[0].includes(keys[table] ?? ''),
  );
  for (const { name } of unkeyed) await sql.unsafe(`drop index if exists "${name}"`);
  const named = (some: readonly { table: string; name: string }[]) => some.map(({ table, name }) => `${table}.${name}`);
  return {
    foreign: named(inTheWay.filter(({ unique }) => !unique)),
    unique: named([...inTheWay.filter(({ unique }) => unique), ...unkeyed]),
  };
}
