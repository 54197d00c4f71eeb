import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../db/client.ts';
import { startEmbedded } from '../db/embedded.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { gatherReport } from '../src/research/report/gather.ts';
import { reportPage } from '../src/research/report/page.ts';
import { fillCommunity } from '../tests/support/community.ts';
import { print } from './support/world.ts';

/** The report over a million votes: how long it takes, and how much memory of ours. */
const VOTES = Number(process.argv[2] ?? 1_000_000);
const VOTERS = 50;

const folder = await mkdtemp(join(tmpdir(), 'tribunal-bench-'));
await chmod(folder, 0o755);
const server = await startEmbedded(folder);
await migrateDatabase(server.url);
const database = openDatabase(server.url, { max: 1 });
await fillCommunity(database, { questions: VOTES / VOTERS, voters: VOTERS, agreePercent: 68 });
await database.sql`analyze`;

const before = process.memoryUsage().rss;
const begun = performance.now();
const data = await gatherReport(database.db, { since: null, guildId: null }, new Date());
const gathered = performance.now();
const page = reportPage(data);
print({
  bench: 'report',
  votes: data.all.votes,
  gatherMs: Math.round(gathered - begun),
  pageMs: Math.round(performance.now() - gathered),
  pageKb: Math.round(page.length / 1024),
  grownMb: Math.round((process.memoryUsage().rss - before) / 2 ** 20),
});
await database.close();
await server.stop();
await rm(folder, { recursive: true, force: true });
