import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import postgres from 'postgres';
import { peakMiB, resetPeak } from './high-water.ts';

/**
 * What an export's time is compared with: the same rows as they are stored, without consent, codes, order or
 * decryption. PostgreSQL copies them into CSV files on its own disk, and DuckDB makes Parquet of those.
 * It is a process of its own, as the export is. Prints its cost as JSON.
 */
const [url = '', out = ''] = process.argv.slice(2);
const pair = `asks a join ballots b on b.ask_id = a.id
  join candidates p on p.ask_id = a.id and p.slot = a.pick
  join candidates o on o.ask_id = a.id and o.slot = case when b.shown[1] = a.pick then b.shown[2] else b.shown[1] end`;
const queries: Readonly<Record<string, string>> = {
  asks: 'select * from asks',
  candidates: 'select * from candidates',
  comparisons: 'select * from comparisons',
  votes: `select v.*, b.ask_id, b.kind, b.shown, b.opponent_policy, b.opponent_probability, a.pick
    from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id`,
  disagreements: `select a.id, a.prompt, p.model, o.model as other, p.text, o.text as other_text, n.*, c.reasoning, d.reasoning as turned
    from ${pair} left join comparisons c on c.ask_id = a.id and c.first = p.slot and c.second = o.slot
    left join comparisons d on d.ask_id = a.id and d.first = o.slot and d.second = p.slot
    join (select ballot_id, count(*) filter (where slot is not null) as sided, count(*) as votes from votes group by 1) n
      on n.ballot_id = b.id`,
};

await mkdir(out, { recursive: true });
// The server writes there, and runs as a user of its own where this process is root.
await chmod(out, 0o777);
const sql = postgres(url, { max: 1 });
await sql`select 1`;
const instance = await DuckDBInstance.create();
const duck = await instance.connect();
resetPeak();
const startMiB = peakMiB();
const begun = performance.now();
let rows = 0;
for (const [table, query] of Object.entries(queries)) {
  const csv = join(out, `${table}.csv`);
  await sql.unsafe(`copy (${query}) to '${csv}' (format csv, header)`);
  const copied = await duck.runAndReadAll(
    `copy (select * from read_csv('${csv}', header = true)) to '${join(out, `${table}.parquet`)}' (format parquet, compression zstd)`,
  );
  rows += Number(copied.getRows()[0]?.[0]);
}
const seconds = (performance.now() - begun) / 1000;
console.log(JSON.stringify({ seconds, rows, startMiB, peakMiB: peakMiB() }));
duck.closeSync();
instance.closeSync();
await sql.end();
