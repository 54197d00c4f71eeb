import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../../../db/client.ts';
import type { Format } from '../../judge/format.ts';
import { ownFile } from '../../own-file.ts';
import type { Codes } from './codes.ts';
import type { Pages } from './columns.ts';
import { trainingFile } from './data-files.ts';
import { readPreferences, type Skipped } from './preferences.ts';
import { trl, verl } from './tables.ts';
import { type CodedPreference, type Split, splitOf, trlRow, verlRows } from './training-rows.ts';
import { writeJsonl } from './write-jsonl.ts';
import { writeParquet } from './write-parquet.ts';
import type { Writing } from './writing.ts';

/** How training rows are made. */
export interface Training {
  format: 'trl' | 'verl';
  fewestVotes: number;
  /** Whether all of the export is simulated. Otherwise its simulated asks are left out. */
  allSimulated: boolean;
  /** PSEUDONYM_KEY, which decides the split that an ask is in. */
  key: string;
  codes: Codes;
  /** The judge's format that rows of `verl` are laid out in. */
  judgeFormat: Format;
}

/**
 * Writes training rows into two files. Each split reads all preferences itself, so that neither is buffered
 * in memory for the other.
 */
export async function writeTraining(db: Db, writing: Writing, training: Training): Promise<Record<string, Skipped>> {
  let skipped: Skipped = {};
  for (const split of ['train', 'test'] as const) {
    skipped = {};
    const pages = coded(readPreferences(db, training, skipped), split, training);
    const file = trainingFile(training.format, split);
    if (training.format === 'trl') await writing.write(file, trl, trlPages(pages), writeJsonl);
    else await writing.write(file, verl, verlPages(pages, training.judgeFormat), writeParquet);
  }
  if (training.format === 'verl')
    await copyFile(ownFile('src/research/export/reward.py'), join(writing.folder, 'reward.py'));
  return { preferences: skipped };
}

/** The preferences of one split, with this export's codes. */
async function* coded(
  preferences: ReturnType<typeof readPreferences>,
  split: Split,
  { key, codes }: Training,
): AsyncGenerator<CodedPreference[]> {
  for await (const page of preferences)
    yield page
      .filter(({ askId }) => splitOf(key, askId) === split)
      .map(({ askId, ...rest }) => ({ ...rest, code: codes.ask(askId), split }));
}

async function* trlPages(pages: AsyncIterable<CodedPreference[]>): Pages {
  for await (const page of pages) yield page.map(trlRow);
}

async function* verlPages(pages: AsyncIterable<CodedPreference[]>, format: Format): Pages {
  let index = 0;
  for await (const page of pages) {
    const rows = page.flatMap((preference, i) => verlRows(preference, index + 2 * i, format));
    index += rows.length;
    yield rows;
  }
}
