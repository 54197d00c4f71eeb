import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { countCells } from '../../db/repo/research-aggregates.ts';
import { print } from '../support/world.ts';
import { seedVotes } from './seed.ts';

/** One million votes: export, time, peak memory; and DuckDB doing the aggregation from what was exported. First argument: votes. */
const votes = Number(process.argv[2] ?? 1_000_000);
const everything = { guildId: null, since: null, until: null };
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

    // A tenth first: memory that grew with the rows would show.
    for (const [share, until] of [
      ['tenth', '2026-01-11T00:00:00Z'],
      ['all', ''],
    ] as const)
      for (const format of ['jsonl', 'csv', 'parquet', 'trl', 'verl']) {
        const out = join(folder, `${format}-${share}`);
        const child = join(import.meta.dirname, 'child.ts');
        const took = execFileSync(process.execPath, [child, server.url, out, format, until], { encoding: 'utf8' });
        print({ bench: 'research', what: `export ${format}`, share, votes, ...rounded(JSON.parse(took)) });
      }

    const counting = performance.now();
    const cells = await countCells(database.db, everything);
    print({ bench: 'research', what: 'aggregates, PostgreSQL', cells: cells.length, seconds: secondsSince(counting) });

    const instance = await DuckDBInstance.create();
    const duck = await instance.connect();
    for (const [format, read] of [
      ['parquet', 'read_parquet'],
      ['jsonl', 'read_json_auto'],
    ] as const) {
      const table = (name: string) => `${read}('${folder}/${format}-all/${name}.${format}')`;
      const begun = performance.now();
      const found = await duck.runAndReadAll(`
        select strftime(a.created_at::timestamptz at time zone 'UTC', '%Y-%m-%d') as day, a.judge_model, a.effort,
          count(distinct a.ask_id)::int as questions, count(distinct v.voter_id)::int as voters, count(*)::int as votes,
          (count(*) filter (where v.blind and not list_contains(v.flags, 'fast') and not list_contains(v.flags, 'asker') and v.choice = 'candidate'))::int as sided,
          (count(*) filter (where v.blind and not list_contains(v.flags, 'fast') and not list_contains(v.flags, 'asker') and v.chose_pick))::int as with_judge
        from ${table('votes')} v join ${table('asks')} a using (ask_id) where v.current group by 1, 2, 3 order by 1, 2, 3`);
      const seconds = secondsSince(begun);
      const theirs = found.getRowsJson();
      const ours = cells.map((c) => [
        c.day,
        c.judgeModel,
        c.effort,
        c.questions,
        c.voters,
        c.votes,
        c.sided,
        c.withJudge,
      ]);
      const equal = JSON.stringify(theirs) === JSON.stringify(ours);
      print({
        bench: 'research',
        what: `aggregates, DuckDB from ${format}`,
        cells: theirs.length,
        seconds,
        equal: `${equal}`,
      });
      if (!equal) process.exitCode = 1;
    }
    for (const format of ['parquet', 'jsonl', 'csv']) {
      const { size } = await stat(join(folder, `${format}-all`, `votes.${format}`));
      print({ bench: 'research', what: `votes.${format}`, megabytes: Math.round(size / 1e5) / 10 });
    }
    duck.closeSync();
    instance.closeSync();
  } finally {
    await database.close();
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

function secondsSince(begun: number): number {
  return Math.round((performance.now() - begun) / 10) / 100;
}

function rounded(figures: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 10) / 10]));
}
