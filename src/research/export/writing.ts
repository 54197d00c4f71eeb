import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Columns, Pages, Row, WriteTable } from './columns.ts';

/** An export that is being written. */
export interface Writing {
  folder: string;
  /** The number of rows in each file so far; 0 for a file that was not written. */
  rows: Record<string, number>;
  /**
   * Writes a file, unless there are no rows for it: readers such as `load_dataset` fail at a file without
   * rows, and with it at all others.
   */
  write(file: string, columns: Columns, pages: Pages, how: WriteTable): Promise<void>;
}

/** Opens an export. `onRows` is called after each page is written. */
export function openWriting(folder: string, onRows: ((file: string, rows: number) => void) | undefined): Writing {
  const rows: Record<string, number> = {};
  return {
    folder,
    rows,
    async write(file, columns, pages, how) {
      rows[file] = 0;
      const some = withRows(pages);
      const first = await some.next();
      if (first.done) return;
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      await how(path, columns, counted(first.value));
      async function* counted(begin: readonly Row[]): Pages {
        try {
          for (let page: readonly Row[] | undefined = begin; page; page = (await some.next()).value) {
            yield page;
            rows[file] = (rows[file] ?? 0) + page.length;
            onRows?.(file, rows[file]);
          }
        } finally {
          await some.return(undefined);
        }
      }
    },
  };
}

async function* withRows(pages: Pages): AsyncGenerator<readonly Row[], undefined> {
  for await (const page of pages) if (page.length > 0) yield page;
  return undefined;
}
