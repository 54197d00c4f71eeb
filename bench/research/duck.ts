import { DuckDBInstance } from '@duckdb/node-api';
import { peakMiB, resetPeak } from './high-water.ts';

/** The aggregates once more, by DuckDB from what was exported, in a process of its own; prints the rows and what they took as JSON. */
const [folder = '', format = 'parquet'] = process.argv.slice(2);
const read = format === 'parquet' ? 'read_parquet' : 'read_json_auto';
const table = (name: string) => `${read}('${folder}/${name}.${format}')`;
const counted = `v.blind and not list_contains(v.flags, 'fast') and not list_contains(v.flags, 'asker')`;

const instance = await DuckDBInstance.create();
const duck = await instance.connect();
resetPeak();
const startMiB = peakMiB();
const begun = performance.now();
const found = await duck.runAndReadAll(`
  select strftime(a.created_at::timestamptz at time zone 'UTC', '%Y-%m-%d') as day, a.judge_model, a.effort,
    count(distinct a.ask_id)::int as questions, count(distinct v.voter_id)::int as voters, count(*)::int as votes,
    (count(*) filter (where ${counted} and v.choice = 'candidate'))::int as sided,
    (count(*) filter (where ${counted} and v.chose_pick))::int as with_judge
  from ${table('votes')} v join ${table('asks')} a using (ask_id) where v.current group by 1, 2, 3 order by 1, 2, 3`);
const seconds = (performance.now() - begun) / 1000;
console.log(JSON.stringify({ rows: found.getRowsJson(), took: { seconds, startMiB, peakMiB: peakMiB() } }));
duck.closeSync();
instance.closeSync();
