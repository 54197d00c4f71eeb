import { DuckDBInstance } from '@duckdb/node-api';
import { peakMiB, resetPeak } from './high-water.ts';
import { reportQueries } from './report-queries.ts';

/**
 * Counts what the report says with DuckDB, from Parquet files of the same tables.
 * It is a process of its own, so that its peak memory can be measured. Prints rows and cost as JSON.
 */
const [folder = ''] = process.argv.slice(2);
const instance = await DuckDBInstance.create();
const duck = await instance.connect();
for (const table of ['asks', 'ballots', 'votes', 'candidates', 'comparisons'])
  await duck.run(`create view ${table} as select * from read_parquet('${folder}/${table}.parquet')`);
resetPeak();
const startMiB = peakMiB();
const begun = performance.now();
const found: Record<string, unknown> = {};
const seconds: Record<string, number> = {};
for (const [name, query] of Object.entries(reportQueries)) {
  const own = performance.now();
  const answer = await duck.runAndReadAll(query);
  found[name] = answer.getRowObjectsJson();
  seconds[name] = (performance.now() - own) / 1000;
}
const took = { seconds: (performance.now() - begun) / 1000, startMiB, peakMiB: peakMiB() };
const { judgeGroups, fates, flags } = found;
console.log(JSON.stringify({ rows: judgeGroups, fates, flags, took, seconds }));
duck.closeSync();
instance.closeSync();
