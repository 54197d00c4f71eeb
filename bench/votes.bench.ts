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
import { print } from './support/world.ts';

/** Votes a second, each by another voter, against what this PostgreSQL can do at all: pgbench inserting single rows of the same width over 20 connections. */
const VOTES = Number(process.argv[2] ?? 6000);
const AT_ONCE = Number(process.argv[3] ?? 100);
const SECONDS = 10;

const folder = await mkdtemp(join(tmpdir(), 'tribunal-votes-'));
await chmod(folder, 0o755);
const embedded = await startEmbedded(folder);
await migrateDatabase(embedded.url);
const database = openDatabase(embedded.url, { max: AT_ONCE });

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

const run = async (from: number, to: number) => {
  let next = from;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < to) await vote(next++);
    }),
  );
  return (to - from) / ((performance.now() - begun) / 1000);
};
await run(0, 500);
const votesPerSecond = await run(500, 500 + VOTES);

const pgbench = ['/usr/lib/postgresql/15/bin/pgbench', '/usr/bin/pgbench'].find(existsSync);
if (pgbench) {
  await database.sql`create table floor (like votes including defaults)`;
  await database.sql`alter table floor add column key bigserial primary key`;
  const script = join(folder, 'insert.sql');
  writeFileSync(
    script,
    `\\set i random(1, 1000000000)
insert into floor (id, ballot_id, interaction_id, voter_hash, choice, slot, position, blind, flags, created_at)
values (gen_random_uuid(), '${ballots[0]}', 'interaction ' || :i, '49be4a70bf014cc2221f7cbad3e1' || :i, 'candidate', 2, 0, true, '{}', now());\n`,
  );
  const args = ['-n', '-M', 'prepared', '-f', script, '-c', '20', '-j', '2', '-T', `${SECONDS}`, embedded.url];
  const { stdout, stderr } = spawnSync(pgbench, args, { encoding: 'utf8' });
  const floor = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  if (!floor) console.error(stderr);
  const [stored] = await database.sql<{ bytes: number }[]>`
    select ((pg_total_relation_size('votes') + pg_total_relation_size('peeks')) / (select count(*) from votes))::int as bytes`;
  print({
    bench: 'votes',
    atOnce: AT_ONCE,
    votes: VOTES,
    votesPerSecond: Math.round(votesPerSecond),
    pgbenchInsertsPerSecond: Math.round(floor),
    ratio: Number((votesPerSecond / floor).toFixed(2)),
    bytesEach: stored?.bytes ?? 0,
  });
} else {
  print({ bench: 'votes', votesPerSecond: Math.round(votesPerSecond), note: 'no pgbench here, so no floor' });
}
await database.close();
await embedded.stop();
await rm(folder, { recursive: true, force: true });
process.exit(0);
