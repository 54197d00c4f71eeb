import { performance } from 'node:perf_hooks';
import { print, spread } from './support/figures.ts';
import { serverCpuSeconds } from './support/server-cpu.ts';
import { openVoters } from './support/voters.ts';

/**
 * Where the time of one group of votes goes, in milliseconds: the bot at work, each of its statements as
 * PostgreSQL measures them, and the sync of the commit. What is left is the way between them, less what
 * overlaps. `boundPerSecond` is what a bot that takes no time could write one group after the other.
 * `npm run bench -- group [votes] [at once]`.
 */
const VOTES = Number(process.argv[2] ?? 20_000);
const AT_ONCE = Number(process.argv[3] ?? 20);

const voters = await openVoters(['shared_preload_libraries=pg_stat_statements', 'track_wal_io_timing=on']);
const { sql } = voters.database;
// Until the code is compiled.
await voters.cast(6000, AT_ONCE);
await sql`analyze`;
await sql`create extension pg_stat_statements`;
const readSync = async () => {
  const [row] = await sql<{ ms: number }[]>`
    select sum(fsync_time + write_time)::float8 as ms from pg_stat_io
    where object = 'wal' and backend_type = 'client backend'`;
  return row?.ms ?? 0;
};
await sql`select pg_stat_statements_reset()`;

const [syncBefore, serverBefore, loopBefore] = [
  await readSync(),
  await serverCpuSeconds(voters.database),
  performance.eventLoopUtilization(),
];
const begun = performance.now();
const waited = await voters.cast(VOTES, AT_ONCE);
const took = performance.now() - begun;
const loop = performance.eventLoopUtilization(loopBefore);
const serverCpuMs = ((await serverCpuSeconds(voters.database)) ?? 0) * 1000 - (serverBefore ?? 0) * 1000;
const sync = (await readSync()) - syncBefore;

const statements = await sql<{ kind: string; calls: number; ms: number }[]>`
  select kind, max(calls)::int as calls, sum(total_exec_time)::float8 as ms from (
    select calls, total_exec_time, case
      when query ilike '%insert into votes%' then 'insertVotes'
      when query ilike '%insert into peeks%' then 'insertPeeks'
      when query ilike '%pg_advisory%' then 'locks'
      when query ilike '%json_build_object%' then 'readVoters'
      when query ilike '%for share%' then 'readBallots' end as kind
    from pg_stat_statements) as known where kind is not null group by kind`;
const ms = (kind: string) => statements.find((one) => one.kind === kind)?.ms ?? 0;
const groups = statements.find(({ kind }) => kind === 'insertVotes')?.calls ?? 0;
const each = (of: number) => Number((of / groups).toFixed(2));
const kinds = ['locks', 'readBallots', 'readVoters', 'insertVotes', 'insertPeeks'] as const;
const server = kinds.reduce((sum, kind) => sum + ms(kind), sync);

print({
  bench: 'group',
  atOnce: AT_ONCE,
  votes: VOTES,
  votesEach: Number((VOTES / groups).toFixed(1)),
  ...spread(waited),
  groupMs: each(took),
  botMs: each(loop.active),
  ...Object.fromEntries(kinds.map((kind) => [`${kind}Ms`, each(ms(kind))])),
  syncMs: each(sync),
  restMs: each(took - loop.active - server),
  serverCpuMs: each(serverCpuMs),
  votesPerSecond: Math.round((VOTES / took) * 1000),
  boundPerSecond: Math.round((VOTES / server) * 1000),
});
await voters.close();
process.exit(0);
