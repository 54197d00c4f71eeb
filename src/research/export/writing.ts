import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Columns, Pages, WriteTable } from './columns.ts';

/** An export that is being written. */
export interface Writing {
  folder: string;
  /** The number of rows in each file so far. */
  rows: Record<string, number>;
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
