import { appendFile, realpath, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { ModelError } from '../models/model-error.ts';
import { idsIn, type RowId } from './ids-in.ts';
import { exactJson } from './input/exact-numbers.ts';
import { LineError } from './input/line-error.ts';
import { forEachAtOnce, readRows } from './json-lines.ts';
import { openProgress, say } from './progress.ts';

/** The files to work on, and how many rows at once. */
export interface Files {
  in: string;
  out: string;
  concurrency: number;
}

/** Errors that every other row would run into as well. */
const HOPELESS = new Set(['unauthorized', 'not-found']);

/**
 * Appends a result to `out` for every row of `in` that has none there yet. It reads the whole of `in` before
 * it asks anything, so that a line that cannot be used costs no money. A row whose judge failed is left out,
 * and the next run tries it again. Of rows that share an id only the first is worked on, also when a run goes
 * on, and standard error says so. The run ends early when as many rows in a row fail as are judged at once
 * (at least three). The exit code is 1 if any row failed.
 */
export async function workThrough<Row extends { id: RowId }>(
  files: Files,
  schema: z.ZodType<Row>,
  what: string,
  work: (row: Row) => Promise<object>,
): Promise<void> {
  const ids = await idsOf(files.in, schema);
  await mustDiffer(files);
  const done = await idsIn(files.out);
  const progress = openProgress(what, ids?.size ?? null, ids ? [...ids].filter((id) => done.has(id)).length : 0);
  const seen = new Set<RowId>();
  const again: RowId[] = [];
  let [failed, inARow, hopeless] = [0, 0, false];
  try {
    await forEachAtOnce(readRows(files.in, schema), files.concurrency, async (row) => {
      if (seen.has(row.id)) return void again.push(row.id);
      seen.add(row.id);
      if (done.has(row.id)) return;
      try {
        const result = await work(row);
        await appendFile(files.out, `${exactJson(result)}\n`);
        inARow = 0;
        progress.step();
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        if (hopeless) return;
        failed++;
        say(`Row ${exactJson(row.id)} could not be judged: ${error.message}${error.serverSaid}`);
        hopeless = HOPELESS.has(error.code) || ++inARow >= Math.max(3, files.concurrency);
        if (hopeless) throw error;
      }
    });
  } finally {
    progress.end();
    if (again.length > 0) say(inWords(again));
  }
  if (failed === 0) return;
  process.exitCode = 1;
  console.error(
    `${failed} ${failed === 1 ? 'row is' : 'rows are'} missing in ${files.out}. Run it again to retry them.`,
  );
}

const NAMED = 5;

function inWords(again: readonly RowId[]): string {
  const ids = [...new Set(again)].map((id) => exactJson(id));
  const named = ids.length > NAMED ? `${ids.slice(0, NAMED).join(', ')}, …` : ids.join(', ');
  return again.length === 1
    ? `1 row was left out, because an earlier one has its id: ${named}.`
    : `${again.length} rows were left out, because earlier ones have their ids: ${named}.`;
}

/**
 * The ids of all rows.
 * @returns null when the input can be read only once, such as a pipe
 * @throws {LineError} naming the line that is wrong
 */
async function idsOf<Row extends { id: RowId }>(path: string, schema: z.ZodType<Row>): Promise<Set<RowId> | null> {
  if (!(await stat(path)).isFile()) return null;
  const ids = new Set<RowId>();
  for await (const { id } of readRows(path, schema)) ids.add(id);
  return ids;
}

async function mustDiffer(files: Files): Promise<void> {
  const out = await realpath(files.out).catch(() => null);
  if (out !== null && out === (await realpath(files.in)))
    throw new LineError('--in and --out are the same file. Results need one of their own.');
}
