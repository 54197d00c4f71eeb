import { DuckDBInstance } from '@duckdb/node-api';
import { peakMiB, resetPeak } from './high-water.ts';

/**
 * Computes the released cells or the report's figures again, with DuckDB from the exported files.
 * It is a process of its own, so that its peak memory can be measured. Prints rows and cost as JSON.
 */
const [folder = '', format = 'parquet', what = 'aggregates'] = process.argv.slice(2);
const read = format === 'parquet' ? 'read_parquet' : 'read_json_auto';
const table = (name: string) => `${read}('${folder}/${name}.${format}')`;
const votesOnAsks = `${table('votes')} v join ${table('asks')} a using (ask_id)`;

const queries: Readonly<Record<string, string>> = {
  aggregates: `
    select a.day, a.judge_model, a.effort,
      count(distinct a.ask_id)::int as questions, count(*)::int as votes,
      (count(*) filter (where v.counts and v.choice = 'candidate'))::int as sided,
      (count(*) filter (where v.counts and v.chose_pick))::int as with_judge
    from ${votesOnAsks} where v.current group by 1, 2, 3 order by 1, 2, 3`,
  report: `
    with per_ballot as (
      select a.judge_model as name, v.ask_id, count(*) as votes,
        count(*) filter (where v.chose_pick) as pick, count(*) filter (where not v.chose_pick) as opponent,
        count(*) filter (where v.choice = 'tie') as tie, count(*) filter (where v.choice = 'both_bad') as bad
      from ${votesOnAsks} where v.voting <> 'ballot' and v.counts group by 1, 2),
    sums as (
      select name, count(*) as questions, sum(votes) as votes, sum(tie) as ties, sum(bad) as bad, sum(pick) as hits, sum(pick + opponent) as sided,
        sum(pick * (pick - 1) + opponent * (opponent - 1) + tie * (tie - 1) + bad * (bad - 1)) / 2 as alike, sum(votes * (votes - 1)) / 2 as pairs
      from per_ballot group by 1)
    select name, questions::int as questions, votes::int as votes, ties::int as ties, bad::int as "bothBad", sided::int as sided,
      hits::double / sided as "withJudge", pairs::int as pairs, alike::double / pairs as "amongPeople"
    from sums order by name`,
};

const instance = await DuckDBInstance.create();
const duck = await instance.connect();
resetPeak();
const startMiB = peakMiB();
const begun = performance.now();
const found = await duck.runAndReadAll(queries[what] ?? '');
const seconds = (performance.now() - begun) / 1000;
const rows = what === 'report' ? found.getRowObjectsJson() : found.getRowsJson();
console.log(JSON.stringify({ rows, took: { seconds, startMiB, peakMiB: peakMiB() } }));
duck.closeSync();
instance.closeSync();
