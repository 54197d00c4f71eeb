import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { print } from '../support/figures.ts';
import { copyTables } from './copied-tables.ts';
import { seedVotes } from './seed.ts';

/**
 * The report beside DuckDB, which counts the same from Parquet files of the same tables, plus one sequential
 * reading of the votes; and a server's agreement. Their figures must be equal. Arguments: votes, rounds.
 *
 * The reading is one that touches a column of each vote and sends nothing: COPY would count the writing of
 * rows as text, which no report does, and make the aim easier.
 */
const [votes = 1_000_000, rounds = 3] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'tribunal-report-'));
await chmod(folder, 0o777);
const server = await startEmbedded(folder);
const database = openDatabase(server.url, { max: 1 });
try {
  await migrateDatabase(server.url);
  await seedVotes(database.sql, votes / 20);
  await copyTables(database.sql, folder);
  for (let round = 0; round < rounds; round++) {
    const scanSeconds = await scan(database.sql);
    const duck = run('report-duck-child.ts', folder);
    const report = run('report-child.ts', server.url);
    const ratio = report.took.seconds / (duck.took.seconds + scanSeconds);
    const equal = (['rows', 'fates', 'flags'] as const).every((what) => said(duck[what]) === said(report[what]));
    const { seconds, gatherSeconds, startMiB, peakMiB } = report.took;
    print({
      ...{ bench: 'report', votes },
      ...rounded({ ratio, scanSeconds, duckSeconds: duck.took.seconds, seconds, gatherSeconds }),
      ...rounded({ votesASecond: Math.round(votes / seconds), startMiB, peakMiB, duckPeakMiB: duck.took.peakMiB }),
      equal: `${equal}`,
    });
    if (!equal) process.exitCode = 1;
    const { took } = run('agreement-child.ts', server.url);
    print({ bench: 'agreement', votes, ...rounded(took) });
  }
} finally {
  await database.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

interface Answer {
  rows: unknown;
  fates: unknown;
  flags: unknown;
  took: Record<'seconds' | 'gatherSeconds' | 'startMiB' | 'peakMiB', number>;
}

/** Runs a file of this folder in a process of its own. @returns the JSON that it prints. */
function run(file: string, ...args: string[]): Answer {
  return JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, file), ...args], { encoding: 'utf8' }));
}

/** @returns seconds of one sequential reading of the votes */
async function scan(sql: Sql): Promise<number> {
  const begun = performance.now();
  await sql`select count(*), sum(length(voter_hash)) from votes`;
  return (performance.now() - begun) / 1000;
}

/** Rows as text, models without their vendor, as the report calls them. */
function said(rows: unknown): string {
  return JSON.stringify(rows).replaceAll('"hf:', '"');
}

function rounded(figures: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]));
}
