import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Database, Db } from '../../../db/client.ts';
import { insertAudit } from '../../../db/repo/audit.ts';
import { countCells } from '../../../db/repo/research-aggregates.ts';
import {
  countAsksByReason,
  countVotesByReason,
  EXPORT_ACTION,
  lastExportOf,
  withdrawnSince,
} from '../../../db/repo/research-counts.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { datasetCard } from './card.ts';
import type { Columns, Pages, WriteTable } from './columns.ts';
import { fillFolder } from './folder.ts';
import { exportId } from './ids.ts';
import { type Format, type Manifest, SCHEMA_VERSION } from './manifest.ts';
import { policy } from './policy.ts';
import { openSources } from './sources.ts';
import { publishable, SMALLEST_CELL } from './suppress.ts';
import { aggregates, type TableName, tables } from './tables.ts';
import { writeTraining } from './training-files.ts';
import { writeCsv } from './write-csv.ts';
import { writeJsonl } from './write-jsonl.ts';
import { writeParquet } from './write-parquet.ts';

export interface ExportOptions {
  out: string;
  format: Format;
  scope: ResearchScope;
  /** PSEUDONYM_KEY: ids of people and servers are hashed with it. */
  key: string;
  now: Date;
  /** Votes that a training row rests on at least. */
  fewestVotes: number;
  /** Where Discord's permission to train on the data is found. Needed for `trl` and `verl`. */
  discordPermission: string | null;
  /** Called after every page that was written. */
  onRows?: (file: string, rows: number) => void;
}

const codebook = join(import.meta.dirname, '../../../docs/codebook.md');

/** What is being written: where, and how many rows so far. */
export interface Writing {
  folder: string;
  rows: Record<string, number>;
  write(file: string, columns: Columns, pages: Pages, how: WriteTable): Promise<void>;
}

/**
 * Writes a dataset: all files show the database at one moment, and the folder appears only when it is whole.
 * @throws {RangeError} where the options are refused, in words for the person who gave them.
 */
export async function runExport({ db }: Database, options: ExportOptions): Promise<Manifest> {
  const { format, scope } = options;
  if (isTraining(format) && !options.discordPermission)
    throw new RangeError(
      `The format ${format} is made for training, which Discord’s Developer Policy allows only with its express permission. Say where that permission is found: --discord-permission "ticket 123 of 2026-05-01".`,
    );
  // Before the folder takes its name, nothing leaves that is not in the audit; and last of all, because the next export counts who withdrew from it on.
  const seal = (manifest: Manifest) =>
    insertAudit(db, {
      guildId: scope.guildId,
      actorHash: 'command line',
      action: EXPORT_ACTION,
      details: { format, rows: Object.values(manifest.rows).reduce((sum, n) => sum + n, 0) },
      createdAt: options.now,
    });
  return fillFolder(
    options.out,
    async (folder) => {
      const manifest = await db.transaction(
        async (tx) => {
          const writing = openWriting(folder, options.onRows);
          const start = await describe(tx, options);
          const leftOut = isTraining(format)
            ? await writeTraining(tx, writing, format, scope, options.fewestVotes)
            : await writeRows(tx, writing, format, scope, options.key);
          return { ...start, rows: writing.rows, leftOut: { ...start.leftOut, ...leftOut } };
        },
        { isolationLevel: 'repeatable read', accessMode: 'read only' },
      );
      if (format === 'hub' || isTraining(format))
        await writeFile(join(folder, 'README.md'), datasetCard(manifest, configsOf(format, manifest)));
      await copyFile(codebook, join(folder, 'CODEBOOK.md'));
      await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
      return manifest;
    },
    seal,
  );
}

const isTraining = (format: Format): format is 'trl' | 'verl' => format === 'trl' || format === 'verl';

function openWriting(folder: string, onRows: ExportOptions['onRows']): Writing {
  const rows: Record<string, number> = {};
  return {
    folder,
    rows,
    async write(file, columns, pages, how) {
      rows[file] = 0;
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      await how(path, columns, counted(pages));
      async function* counted(from: Pages): Pages {
        for await (const page of from) {
          yield page;
          rows[file] = (rows[file] ?? 0) + page.length;
          onRows?.(file, rows[file]);
        }
      }
    },
  };
}

async function describe(db: Db, { format, scope, key, now, ...options }: ExportOptions): Promise<Manifest> {
  const [asks, votes, last] = [
    await countAsksByReason(db, scope),
    await countVotesByReason(db, scope),
    await lastExportOf(db, scope.guildId),
  ];
  const ids = last === null ? [] : (await withdrawnSince(db, last)).map((person) => exportId(key, 'person', person));
  const without = ({ kept: _, ...reasons }: Record<string, number>) => reasons;
  return {
    schemaVersion: SCHEMA_VERSION,
    format,
    exportedAt: now.toISOString(),
    scope: {
      serverId: scope.guildId === null ? null : exportId(key, 'server', scope.guildId),
      since: scope.since?.toISOString() ?? null,
      until: scope.until?.toISOString() ?? null,
    },
    rows: {},
    leftOut: { asks: without(asks), votes: without(votes) },
    withdrawn: { since: last?.toISOString() ?? null, people: ids.length, ids },
    smallestCell: SMALLEST_CELL,
    fewestVotes: isTraining(format) ? options.fewestVotes : null,
    discordPermission: options.discordPermission,
    policy,
  };
}

const writers = { jsonl: writeJsonl, csv: writeCsv, parquet: writeParquet, hub: writeParquet } as const;

const fileOf = (format: keyof typeof writers, table: string) =>
  format === 'hub' ? `${table}/train-00000-of-00001.parquet` : `${table}.${format}`;

async function writeRows(db: Db, writing: Writing, format: keyof typeof writers, scope: ResearchScope, key: string) {
  const sources = openSources(db, scope, key);
  for (const name of Object.keys(tables) as TableName[])
    await writing.write(fileOf(format, name), tables[name], sources[name](), writers[format]);
  const { rows, suppressed } = publishable(await countCells(db, scope));
  await writing.write(fileOf(format, 'aggregates'), aggregates, once(rows), writers[format]);
  return { cells: { 'fewer-voters-than-the-smallest-cell': suppressed } };
}

async function* once<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  yield rows;
}

/** The card's configurations: one a table, or one with both splits. */
function configsOf(format: Format, { rows }: Manifest) {
  if (format === 'hub')
    return Object.keys(rows).map((path) => ({ name: path.split('/')[0] ?? path, files: { train: path } }));
  const files = Object.fromEntries(Object.keys(rows).map((path) => [path.startsWith('test') ? 'test' : 'train', path]));
  return [{ name: 'default', files }];
}
