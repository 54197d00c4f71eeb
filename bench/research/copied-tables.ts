import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Sql } from 'postgres';

/** The columns that the report reads, as DuckDB takes them. */
const tables: Readonly<Record<string, string>> = {
  asks: `id, guild_id, effort, settings ->> 'judgeModel' as judge_model, private, n, to_json(p_beats) as p_beats, to_json(standings) as standings,
    pick, state, judged, seed_is_public, created_at at time zone 'UTC' as created_at`,
  ballots: `id, ask_id, kind, to_json(shown) as shown, opponent_probability, closed_at at time zone 'UTC' as closed_at, created_at at time zone 'UTC' as created_at`,
  votes: `id, ballot_id, voter_hash, choice, slot, position, blind, to_json(flags) as flags, current, created_at at time zone 'UTC' as created_at`,
  candidates: 'ask_id, slot, model, characters',
  comparisons: 'ask_id, number, first, second, verdict, forced, model',
};
const lists: Readonly<Record<string, string>> = {
  p_beats: 'double[]',
  standings: 'int[]',
  shown: 'int[]',
  flags: 'varchar[]',
};

/**
 * Writes tables to Parquet by COPY and DuckDB's own writer, so that DuckDB reads what suits it best.
 * @param folder one that the server's user may write to
 */
export async function copyTables(sql: Sql, folder: string): Promise<void> {
  const instance = await DuckDBInstance.create();
  const duck = await instance.connect();
  for (const [table, columns] of Object.entries(tables)) {
    const csv = join(folder, `${table}.csv`);
    await sql.unsafe(`copy (select ${columns} from ${table}) to '${csv}' (format csv, header)`);
    const cast = Object.entries(lists)
      .filter(([column]) => columns.includes(` as ${column}`))
      .map(([column, type]) => `from_json(${column}, '["${type.replace('[]', '')}"]') as ${column}`);
    const replace = cast.length > 0 ? `replace (${cast.join(', ')})` : '';
    await duck.run(
      `copy (select * ${replace} from read_csv('${csv}', header = true, sample_size = 100000)) to '${join(folder, `${table}.parquet`)}'`,
    );
  }
  duck.closeSync();
  instance.closeSync();
}
