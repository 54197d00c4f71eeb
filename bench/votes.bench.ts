import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { print, quantile, spread } from './support/figures.ts';
import { serverCpuSeconds } from './support/server-cpu.ts';
import { openVoters } from './support/voters.ts';

/**
 * Votes per second, each by another voter, beside what this PostgreSQL can do:
 * pgbench inserts single rows of the same width over 20 connections, with the same synchronous commits.
 * Its second script is the bound of a vote alone: the two rows of a vote in the bot's own tables, in one
 * statement, without what decides whether the vote counts.
 * `p50Ms` and `p99Ms` are what a voter waits.
 * All take turns and the median turn counts, because the machine may have other work.
 * `npm run bench -- votes [votes a turn] [at once] [turns]`.
 */
const VOTES = Number(process.argv[2] ?? 6000);
const AT_ONCE = Number(process.argv[3] ?? 100);
const TURNS = Number(process.argv[4] ?? 3);
const SECONDS = 4;
const CLIENTS = 20;

const voters = await openVoters();
const { folder, embedded, database, ballots } = voters;
await voters.cast(500, AT_ONCE);
// A new table has no planner statistics before the first analyze.
await database.sql`analyze`;

const pgbench = ['/usr/lib/postgresql/15/bin/pgbench', '/usr/bin/pgbench'].find(existsSync);
const script = join(folder, 'insert.sql');
await database.sql`create table floor (like votes including defaults)`;
await database.sql`alter table floor add column key bigserial primary key`;
writeFileSync(
  script,
  `\\set i random(1, 1000000000)
insert into floor (id, ballot_id, interaction_id, voter_hash, choice, slot, position, blind, flags, created_at)
values (gen_random_uuid(), '${ballots[0]}', 'interaction ' || :i, '49be4a70bf014cc2221f7cbad3e1' || :i, 'candidate', 2, 0, true, '{}', now());\n`,
);
const bound = join(folder, 'vote.sql');
writeFileSync(
  bound,
  `\\set b random(1, ${ballots.length})
with vote as (
  insert into votes (id, ballot_id, interaction_id, voter_hash, choice, slot, position, blind, flags, current, created_at)
  select gen_random_uuid(), ('{${ballots.join(',')}}'::uuid[])[:b], 'bound ' || h, h, 'candidate', 2, 0, true, '{}', true, now()
  from (select replace(gen_random_uuid()::text, '-', '') as h) as person returning ballot_id, voter_hash)
insert into peeks (ballot_id, voter_hash) select ballot_id, voter_hash from vote;\n`,
);
/** @returns transactions per second. */
const insertRows = (program: string, script: string): number => {
  const args = ['-n', '-M', 'prepared', '-f', script, '-c', `${CLIENTS}`, '-j', '2', '-T', `${SECONDS}`, embedded.url];
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  const rate = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  if (!rate) console.error(stderr);
  return rate;
};

const turns: {
  votesPerSecond: number;
  floor: number;
  bound: number;
  cpu: number;
  serverCpu: number;
  floorServerCpu: number;
}[] = [];
const waited: number[] = [];
for (let turn = 0; turn < TURNS; turn++) {
  const [begun, cpuBefore, serverBefore] = [performance.now(), process.cpuUsage(), await serverCpuSeconds(database)];
  waited.push(...(await voters.cast(VOTES, AT_ONCE)));
  const votesPerSecond = VOTES / ((performance.now() - begun) / 1000);
  const { user, system } = process.cpuUsage(cpuBefore);
  const serverAfter = await serverCpuSeconds(database);
  const floor = pgbench ? insertRows(pgbench, script) : Number.NaN;
  const floorAfter = await serverCpuSeconds(database);
  turns.push({
    votesPerSecond,
    floor,
    bound: pgbench ? insertRows(pgbench, bound) : Number.NaN,
    cpu: (user + system) / VOTES,
    serverCpu: (((serverAfter ?? 0) - (serverBefore ?? 0)) * 1e6) / VOTES,
    floorServerCpu: (((floorAfter ?? 0) - (serverAfter ?? 0)) * 1e6) / (floor * SECONDS),
  });
}
const middle = (of: (turn: (typeof turns)[number]) => number) => quantile(turns.map(of), 0.5);
const [stored] = await database.sql<{ bytes: number; commits: string; version: string }[]>`
  select ((pg_total_relation_size('votes') + pg_total_relation_size('peeks')) / (select count(*) from votes))::int as bytes,
    current_setting('synchronous_commit') as commits, current_setting('server_version') as version`;
print({
  bench: 'votes',
  atOnce: AT_ONCE,
  votes: VOTES,
  turns: TURNS,
  ...spread(waited),
  votesPerSecond: Math.round(middle((turn) => turn.votesPerSecond)),
  pgbenchInsertsPerSecond: Math.round(middle((turn) => turn.floor)),
  ratio: Number(middle((turn) => turn.votesPerSecond / turn.floor).toFixed(2)),
  pgbenchVotesPerSecond: Math.round(middle((turn) => turn.bound)),
  boundRatio: Number(middle((turn) => turn.votesPerSecond / turn.bound).toFixed(2)),
  botCpuUsEach: Math.round(middle((turn) => turn.cpu)),
  serverCpuUsEach: Math.round(middle((turn) => turn.serverCpu)),
  pgbenchServerCpuUsEach: Math.round(middle((turn) => turn.floorServerCpu)),
  bytesEach: stored?.bytes ?? 0,
  synchronousCommit: stored?.commits ?? '',
  server: stored?.version ?? '',
  pgbench: pgbench ? spawnSync(pgbench, ['--version'], { encoding: 'utf8' }).stdout.trim() : 'none here, so no floor',
});
await voters.close();
process.exit(0);
