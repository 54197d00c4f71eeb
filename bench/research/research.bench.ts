import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { readPublished } from '../../db/repo/research-aggregates.ts';
import { publish } from '../../src/research/export/publish.ts';
import { print } from '../support/world.ts';
import { seedVotes } from './seed.ts';

/**
 * Time and peak memory of export and report for a million votes.
 * DuckDB aggregates the exported files as well, and its figures must be equal. Arguments: votes, formats.
 */
const votes = Number(process.argv[2] ?? 1_000_000);
const formats = (process.argv[3] ?? 'jsonl,csv,parquet,trl,verl').split(',');
const everything = { guildId: null, since: null, until: null };
/** The day after the last ask. */
const now = new Date('2026-04-13T12:00:00Z');
const folder = await mkdtemp(join(tmpdir(), 'tribunal-research-'));
await chmod(folder, 0o755);
const server = await startEmbedded(folder);
try {
  await migrateDatabase(server.url);
  const database = openDatabase(server.url);
  try {
    const seeding = performance.now();
    await seedVotes(database.sql, votes / 20);
    print({ bench: 'research', what: 'seed', votes, seconds: secondsSince(seeding) });

    const publishing = performance.now();
    await publish(database.db, null, now);
    const cells = await readPublished(database.db, everything);
    print({
      bench: 'research',
      what: 'votes and cells released',
      cells: cells.length,
      seconds: secondsSince(publishing),
    });

    // A tenth first, to see whether memory grows with the rows.
    for (const [share, until] of [
      ['tenth', '2026-01-11T00:00:00Z'],
      ['all', ''],
    ] as const)
      for (const format of formats) {
        const out = join(folder, `${format}-${share}`);
        const took = run('child.ts', server.url, out, format, until);
        print({
          bench: 'research',
          what: `export ${format}`,
          share,
          votes,
          ...rounded(took as Record<string, number>),
        });
      }

    const ours = cells.map((c) => [c.day, c.judgeModel, c.effort, c.questions, c.votes, c.sided, c.withJudge]);
    const report = run('report-child.ts', server.url) as Answer;
    print({ bench: 'research', what: 'report', votes, judges: report.rows.length, ...rounded(report.took) });

    for (const format of formats.filter((one) => one === 'parquet' || one === 'jsonl'))
      for (const [what, expected] of [
        ['aggregates', ours],
        ['report', report.rows],
      ] as const) {
        const { rows, took } = run('duck.ts', join(folder, `${format}-all`), format, what) as Answer;
        const equal = JSON.stringify(rows) === JSON.stringify(expected);
        const name = `${what}, DuckDB from ${format}`;
        print({ bench: 'research', what: name, votes, rows: rows.length, ...rounded(took), equal: `${equal}` });
        if (!equal) process.exitCode = 1;
      }
    for (const format of formats.filter((one) => one !== 'trl' && one !== 'verl')) {
      const { size } = await stat(join(folder, `${format}-all`, `votes.${format}`));
      print({ bench: 'research', what: `votes.${format}`, megabytes: Math.round(size / 1e5) / 10 });
    }
  } finally {
    await database.close();
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

interface Answer {
  rows: unknown[];
  took: Record<string, number>;
}

/** Runs a file of this folder in a process of its own. @returns the JSON that it prints. */
function run(file: string, ...args: string[]): unknown {
  return JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, file), ...args], { encoding: 'utf8' }));
}

function secondsSince(begun: number): number {
  return Math.round((performance.now() - begun) / 10) / 100;
}

function rounded(figures: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]));
}
