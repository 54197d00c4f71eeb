import type { Database } from '../../../db/client.ts';
import { exportById } from '../../../db/repo/research-counts.ts';
import { drawLots, readAskIds, readVoteIds } from '../../../db/repo/research-lots.ts';
import { openCodes } from './codes.ts';
import { pagesBy } from './pages.ts';

export interface Kept {
  table: 'asks' | 'votes';
  code: string;
}

const everything = { guildId: null, since: null, until: null };
const PAGE = 5000;

/**
 * The codes of an export that may still be kept, given page by page in the order of its files: who withdrew or deleted their data is not among them. It
 * names what stays and not what goes, because of what was deleted nobody knows the code any more. Made anew from the export's id; what the audit no longer
 * knows of it only adds codes that the export does not have.
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
      await drawLots(tx, known?.scope ?? everything, codes.lot, known?.at ?? null);
      const placeOf = ({ place }: { place: number }) => place;
      for await (const page of pagesBy((after: number | null, limit) => readAskIds(tx, after, limit), placeOf, PAGE))
        onPage(page.map(({ id }) => ({ table: 'asks', code: codes.ask(id) })));
      for await (const page of pagesBy((after: number | null, limit) => readVoteIds(tx, after, limit), placeOf, PAGE))
        onPage(page.map(({ id }) => ({ table: 'votes', code: codes.vote(id) })));
    },
    { isolationLevel: 'repeatable read' },
  );
}
