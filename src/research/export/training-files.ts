import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../../../db/client.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import type { Pages } from './columns.ts';
import { readPreferences, type Skipped } from './preferences.ts';
import type { Writing } from './run.ts';
import { trl, verl } from './tables.ts';
import { type Split, splitOf, trlRow, verlRows } from './training-rows.ts';
import { writeJsonl } from './write-jsonl.ts';
import { writeParquet } from './write-parquet.ts';

/** Rows to train on, in two files: each split reads the preferences for itself, so that neither waits for the other in memory. */
export async function writeTraining(
  db: Db,
  writing: Writing,
  format: 'trl' | 'verl',
  scope: ResearchScope,
  fewestVotes: number,
): Promise<Record<string, Skipped>> {
  let skipped: Skipped = {};
  for (const split of ['train', 'test'] as const) {
    skipped = {};
    const preferences = readPreferences(db, scope, fewestVotes, skipped);
    if (format === 'trl') await writing.write(`${split}.jsonl`, trl, trlPages(preferences, split), writeJsonl);
    else await writing.write(`${split}.parquet`, verl, verlPages(preferences, split), writeParquet);
  }
  if (format === 'verl') await copyFile(join(import.meta.dirname, 'reward.py'), join(writing.folder, 'reward.py'));
  return { preferences: skipped };
}

async function* trlPages(preferences: ReturnType<typeof readPreferences>, split: Split): Pages {
  for await (const page of preferences) yield page.filter(({ askId }) => splitOf(askId) === split).map(trlRow);
}

async function* verlPages(preferences: ReturnType<typeof readPreferences>, split: Split): Pages {
  let index = 0;
  for await (const page of preferences) {
    const rows = page
      .filter(({ askId }) => splitOf(askId) === split)
      .flatMap((preference, i) => verlRows(preference, index + 2 * i));
    index += rows.length;
    yield rows;
  }
}
