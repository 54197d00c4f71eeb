import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { type Database, openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { comparisonsOf } from '../../db/repo/comparisons.ts';
import { deletePerson } from '../../db/repo/erase.ts';
import { emptyOldAsks } from '../../db/repo/retention.ts';
import { castVotes } from '../../src/ballots/vote.ts';
import { DAY_MS } from '../../src/terms.ts';
import { seedVotes } from '../research/seed.ts';
import { print, quantile } from '../support/figures.ts';
import { partitionByMonth } from './by-month.ts';

/**
 * What partitions by month of `candidates`, `comparisons`, `votes` and `peeks` bring and cost, beside whole
 * tables with the same rows. Every arm is a copy of one seeded database in the same PostgreSQL.
 * `npm run bench -- scale/partitions [asks] [partitions,…] [rounds]`. An ask has 45 rows in these tables.
 */
const ASKS = Number(process.argv[2] ?? 50_000);
const ARMS = (process.argv[3] ?? '1,12,60').split(',').map(Number);
const ROUNDS = Number(process.argv[4] ?? 2);
/** Asks whose texts are emptied, as a day's are by the retention: the oldest of them. */
const EMPTIED = Math.round(ASKS / 60);
const VOTES = 2000;
const TABLES = ['candidates', 'comparisons', 'votes', 'peeks'];
/** Votes are written in groups, as the bot does. */
const GROUP = 25;

const folder = await mkdtemp(join(tmpdir(), 'tribunal-partitions-'));
await chmod(folder, 0o755);
const server = await startEmbedded(folder, { settings: ['max_wal_size=4GB', 'autovacuum=off'] });
const admin = postgres(server.url, { max: 1, onnotice: () => {} });
const named = (name: string) => Object.assign(new URL(server.url), { pathname: `/${name}` }).toString();

await admin.unsafe('create database seeded');
await migrateDatabase(named('seeded'));
await on('seeded', async ({ sql }) => {
  await seedVotes(sql, ASKS);
  await sql`insert into peeks (ballot_id, voter_hash, created_at) select ballot_id, voter_hash, created_at from votes`;
  await sql.unsafe('vacuum analyze');
});

for (let round = 0; round < ROUNDS; round++) {
  for (const months of ARMS) {
    await admin.unsafe('drop database if exists arm with (force)');
    await admin.unsafe('create database arm template seeded strategy file_copy');
    await on('arm', async (database) => {
      // Both are written anew, so that neither has more free space or a warmer cache.
      if (months > 1) await partitionByMonth(database.sql, ASKS, months);
      else for (const table of TABLES) await database.sql.unsafe(`vacuum full ${table}`);
      await database.sql.unsafe('vacuum analyze');
      await database.sql.unsafe('checkpoint');
      print({ bench: 'partitions', asks: ASKS, partitions: months, round, ...(await measure(database)) });
    });
  }
}
await admin.end();
await server.stop();
await rm(folder, { recursive: true, force: true });
process.exit(0);

async function on(name: string, work: (database: Database) => Promise<void>): Promise<void> {
  const database = openDatabase(named(name));
  await work(database);
  await database.close();
}

async function measure(database: Database): Promise<Record<string, number>> {
  const { db, sql } = database;
  const [size] = await sql<{ heap: number; indexes: number }[]>`
    select sum(pg_table_size(relid))::float8 as heap, sum(pg_indexes_size(relid))::float8 as indexes from (
      select c.oid as relid from pg_class c where c.relkind = 'r' and c.relname ~ '^(candidates|comparisons|votes|peeks)(_\\d+)?$') t`;

  const ballots = Array.from({ length: 20 }, (_, i) => ballotId(ASKS - 1 - i));
  await sql`update ballots set closed_at = null, closes_at = now() + interval '1 hour', created_at = now() where id = any(${ballots}::uuid[])`;
  const votesMs = await timed(async () => {
    for (let from = 0; from < VOTES; from += GROUP)
      await castVotes(
        Array.from({ length: GROUP }, (_, i) => click(ballots, from + i)),
        { database, dailyCap: 200 },
      );
  });

  const reads: number[] = [];
  for (let i = 0; i < 400; i++) reads.push(await timed(() => comparisonsOf(db, askId((i * 7919) % ASKS))));

  await sql.unsafe('checkpoint');
  const day = new Date(Date.UTC(2026, 0, 1) + (100 * DAY_MS * EMPTIED) / ASKS);
  const before = await walBytes(database);
  const emptyMs = await timed(async () => {
    while ((await emptyOldAsks(db, 0, day, 500)) > 0);
  });
  const walMb = ((await walBytes(database)) - before) / 1024 / 1024;

  await sleep(1500);
  const vacuumMs: Record<string, number> = {};
  for (const table of ['candidates', 'comparisons', 'votes'])
    vacuumMs[table] = await timed(() => vacuum(database, table));
  const eraseMs = await timed(() => db.transaction((tx) => deletePerson(tx, 'person 17', new Date())));
  return {
    rows: ASKS * 45,
    heapMb: Math.round((size?.heap ?? 0) / 1024 / 1024),
    indexMb: Math.round((size?.indexes ?? 0) / 1024 / 1024),
    votesPerSecond: Math.round(VOTES / (votesMs / 1000)),
    readAskMs: Number(quantile(reads, 0.5).toFixed(2)),
    emptied: EMPTIED,
    emptyMsEach: Number((emptyMs / EMPTIED).toFixed(3)),
    emptyWalKbEach: Number(((walMb * 1024) / EMPTIED).toFixed(1)),
    vacuumCandidatesMs: Math.round(vacuumMs.candidates ?? 0),
    vacuumComparisonsMs: Math.round(vacuumMs.comparisons ?? 0),
    vacuumVotesMs: Math.round(vacuumMs.votes ?? 0),
    eraseMs: Math.round(eraseMs),
  };
}

/** Vacuums as the autovacuum would: a table, or of its partitions those that have dead rows. */
async function vacuum({ sql }: Database, table: string): Promise<void> {
  const dirty = await sql<{ name: string }[]>`
    select relname as name from pg_stat_user_tables where relname ~ ${`^${table}(_\\d+)?$`} and n_dead_tup > 0`;
  for (const { name } of dirty) await sql.unsafe(`vacuum ${name}`);
}

async function walBytes({ sql }: Database): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`select (pg_current_wal_lsn() - '0/0')::float8 as bytes`;
  return row?.bytes ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function click(ballots: readonly string[], i: number) {
  return {
    ballotId: ballots[i % ballots.length] ?? '',
    key: i % 2 ? ('a' as const) : ('b' as const),
    interactionId: `click ${i}`,
    voterHash: `new person ${i}`,
    channelId: '3',
    at: new Date(),
  };
}

function askId(n: number): string {
  return `0190a5b0-0000-7100-8000-${String(n).padStart(12, '0')}`;
}

function ballotId(n: number): string {
  return `0190a5b0-0000-7200-8000-${String(n).padStart(12, '0')}`;
}
