import type { Database } from '../../../db/client.ts';
import { exportById } from '../../../db/repo/research-counts.ts';
import { drawLots, readAskIds, readVoteIds } from '../../../db/repo/research-lots.ts';
import { openCodes } from './codes.ts';
import { rowFormats } from './manifest.ts';
import { pagesBy } from './pages.ts';

/** A row that may still be kept. */
export interface Kept {
  table: 'asks' | 'votes';
  code: string;
}

const everything = { guildId: null, since: null, until: null };
const PAGE = 5000;

/**
 * Finds the codes of an export that may still be kept, in pages, in the order of its files. The rows of
 * people who withdrew or deleted their data are not among them. It lists what stays, because the codes of
 * deleted rows can no longer be computed. The codes are computed again from the export's id. If the audit no
 * longer has the export, the list holds further codes, which are in no file.
 */
export async function keepList(
  { db }: Database,
  key: string,
  exportId: string,
  onPage: (kept: readonly Kept[]) => void,
): Promise<void> {
  const codes = openCodes(key, exportId);
  const known = await exportById(db, exportId);
  await db.transaction(
    async (tx) => {
      // The holder of rows to train on, which name no day, must not learn it from the order of this list.
      const codeOf = rowFormats.some((one) => one === known?.format) ? codes.ask : null;
      await drawLots(tx, { scope: known?.scope ?? everything, salt: codes.lot, before: known?.at, codeOf });
      const placeOf = ({ place }: { place: number }) => place;
      for await (const page of pagesBy((after: number | null, limit) => readAskIds(tx, after, limit), placeOf, PAGE))
        onPage(page.map(({ id }) => ({ table: 'asks', code: codes.ask(id) })));
      for await (const page of pagesBy((after: number | null, limit) => readVoteIds(tx, after, limit), placeOf, PAGE))
        onPage(page.map(({ id }) => ({ table: 'votes', code: codes.vote(id) })));
    },
    { isolationLevel: 'repeatable read' },
  );
}
