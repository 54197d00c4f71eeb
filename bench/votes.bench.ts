import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../db/client.ts';
import { startEmbedded } from '../db/embedded.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { insertBallot } from '../db/repo/ballots.ts';
import { asks } from '../db/schema/asks.ts';
import { candidates } from '../db/schema/candidates.ts';
import { openVoteDesk } from '../src/ballots/desk.ts';
import { openLog } from '../src/ops/log.ts';
import type { Queue } from '../src/ops/queue.ts';
import { askRow, candidateRow } from '../tests/support/snapshots.ts';
import { print, quantile } from './support/figures.ts';
import { serverCpuSeconds } from './support/server-cpu.ts';

/**
 * Votes per second, each by another voter, beside what this PostgreSQL can do:
 * pgbench inserts single rows of the same width over 20 connections, with the same synchronous commits.
 * Its second script is the bound of a vote alone: the two rows of a vote in the bot's own tables, in one
 * statement, without what decides whether the vote counts.
 * All take turns and the median turn counts, because the machine may have other work.
 * `npm run bench -- votes [votes a turn] [at once] [turns]`.
 */
const VOTES = Number(process.argv[2] ?? 6000);
const AT_ONCE = Number(process.argv[3] ?? 100);
const TURNS = Number(process.argv[4] ?? 3);
const SECONDS = 4;
const CLIENTS = 20;

const folder = await mkdtemp(join(tmpdir(), 'tribunal-votes-'));
await chmod(folder, 0o755);
const embedded = await startEmbedded(folder);
await migrateDatabase(embedded.url);
const database = openDatabase(embedded.url);

const ballots: string[] = [];
for (let i = 0; i < 20; i++) {
  const id = `0190a5b0-0000-7000-8000-${String(i).padStart(12, '0')}`;
  await database.db.insert(asks).values({ ...askRow(), id, interactionId: `ask ${i}` });
  for (const slot of [1, 2])
    await database.db.insert(candidates).values({ ...candidateRow(slot, 'x'.repeat(900)), askId: id });
  const ballot = await insertBallot(database.db, {
    askId: id,
    kind: 'duel',
    shown: [2, 1],
    opponentPolicy: 'random',
    opponentProbability: 0.25,
    closesAt: new Date(Date.now() + 3_600_000),
    createdAt: new Date(Date.now() - 600_000),
  });
  ballots.push(ballot?.id ?? '');
}
const noQueue = { send: async () => {} } as unknown as Queue;
const desk = openVoteDesk({ database, queue: noQueue, dailyCap: 200, log: openLog('error') });
const vote = (i: number) =>
  desk.cast({
    ballotId: ballots[i % ballots.length] ?? '',
    key: i % 2 ? 'a' : 'b',
    interactionId: `interaction ${i}`,
    voterHash: `49be4a70bf014cc2221f7cbad3e1${String(i).padStart(8, '0')}`,
    channelId: '4',
    at: new Date(),
  });

let next = 0;
const castUntil = async (end: number) => {
  const cast = async () => {
    while (next < end) await vote(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, cast));
};
await castUntil(500);
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
for (let turn = 0; turn < TURNS; turn++) {
  const [begun, cpuBefore, serverBefore] = [performance.now(), process.cpuUsage(), await serverCpuSeconds(database)];
  await castUntil(next + VOTES);
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
await database.close();
await embedded.stop();
await rm(folder, { recursive: true, force: true });
process.exit(0);
