import type { Db } from '../../../db/client.ts';
import { drawAsks, exportMonths, type Lots } from '../../../db/repo/research-lots.ts';
import { begun } from './ahead.ts';
import { monthEnds, splitByMonth } from './by-month.ts';
import type { Codes } from './codes.ts';
import type { Pages, PlacedPages } from './columns.ts';
import { fileOf, inOneFile, monthFileOf } from './data-files.ts';
import type { Skipped } from './preferences.ts';
import { readAggregates, wholeDays } from './publish.ts';
import { openSources } from './sources.ts';
import { aggregates, type TableName, tables } from './tables.ts';
import { writeCsv } from './write-csv.ts';
import { writeJsonl } from './write-jsonl.ts';
import { writeParquet } from './write-parquet.ts';
import type { Writing } from './writing.ts';

const writers = { jsonl: writeJsonl, csv: writeCsv, parquet: writeParquet, hub: writeParquet } as const;

interface RowsOf {
  format: keyof typeof writers;
  /** Whether each table is a folder with a file a month. */
  byMonth: boolean;
  lots: Lots;
  /** Resolves when the lots are drawn in `beside`, with the last places of asks and votes. */
  drawn: Promise<{ asks: number; votes: number }>;
  codes: Codes;
  /** Whether voters have one code on all asks. */
  linked: boolean;
  /** Called with how much of a table's rows are read, 0–1. */
  onShare: (share: number) => void;
}

/**
 * Writes each table into its file or files, and the aggregates. Votes take the database longest to draw and
 * sort, so `beside` does that while the tables before them are read in `tx`.
 */
export async function writeRows(
  { tx, beside }: { tx: Db; beside: Db },
  writing: Writing,
  { format, byMonth, lots, drawn, codes, linked, onShare }: RowsOf,
): Promise<Record<string, Skipped>> {
  const { guildId, since, until } = lots.scope;
  const sources = openSources({ tx, beside }, { guildId, since, until }, codes, linked);
  const ended = byMonth ? begun(drawn.then(() => exportMonths(beside))) : [];
  const voted = begun(drawn.then(() => ({ votes: sources.votes(), disagreements: sources.disagreements() })));
  const lastAsk = await drawAsks(tx, lots);
  const months = await ended;
  for (const name of Object.keys(tables) as TableName[]) {
    const pages = name === 'votes' || name === 'disagreements' ? (await voted)[name] : sources[name]();
    const last = name === 'votes' ? (await drawn).votes : lastAsk;
    const placed = watched(pages, (place) => onShare(place / last));
    if (!byMonth || inOneFile(name))
      await writing.write(fileOf(format, name), tables[name], unplaced(placed), writers[format]);
    else
      for await (const { month, pages: part } of splitByMonth(placed, monthEnds(name, months)))
        await writing.write(monthFileOf(name, month), tables[name], part, writers[format]);
  }
  const days = { guildId, ...wholeDays(since, until) };
  const { rows, suppressed } = await readAggregates(tx, days, (id) => (id === '' ? null : codes.server(id)));
  await writing.write(fileOf(format, 'aggregates'), aggregates, once(rows), writers[format]);
  return { cells: { 'fewer-voters-than-the-smallest-cell': suppressed } };
}

/** Tells the last place of each page as it goes by. */
async function* watched(pages: PlacedPages, onPlace: (place: number) => void): PlacedPages {
  for await (const page of pages) {
    onPlace(page.at(-1)?.place ?? 0);
    yield page;
  }
}

async function* unplaced(pages: PlacedPages): Pages {
  for await (const page of pages) yield page.map(({ row }) => row);
}

async function* once<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  yield rows;
}
