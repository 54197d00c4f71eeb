import type { ExportMonth } from '../../../db/repo/research-lots.ts';
import type { PlacedPages, Row } from './columns.ts';
import type { TableName } from './tables.ts';

/** The rows of one month. */
interface Part {
  month: string;
  pages: AsyncGenerator<readonly Row[]>;
}

/** Where the rows of a table end in each month, by their places. */
export function monthEnds(table: TableName, months: readonly ExportMonth[]): { month: string; last: number }[] {
  return months.map(({ month, lastAsk, lastVote }) => ({ month, last: table === 'votes' ? lastVote : lastAsk }));
}

/**
 * Splits the rows of a table, which come in the order of their places, into months. Read a month to its end
 * before you ask for the next one: at most a page is held in memory.
 */
export async function* splitByMonth(
  pages: PlacedPages,
  ends: readonly { month: string; last: number }[],
): AsyncGenerator<Part> {
  const from = pages[Symbol.asyncIterator]();
  let rest: readonly { place: number; row: Row }[] = [];
  for (const { month, last } of ends) {
    yield { month, pages: upTo(last) };
  }
  await from.return?.();

  async function* upTo(last: number): AsyncGenerator<readonly Row[]> {
    for (;;) {
      const cut = rest.findIndex(({ place }) => place > last);
      const own = cut === -1 ? rest : rest.slice(0, cut);
      rest = cut === -1 ? [] : rest.slice(cut);
      if (own.length > 0) yield own.map(({ row }) => row);
      if (cut !== -1) return;
      const next = await from.next();
      if (next.done) return;
      rest = next.value;
    }
  }
}
