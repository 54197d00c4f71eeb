import type { Db } from '../../../db/client.ts';
import {
  type NumberKey,
  readAskPage,
  readCandidatePage,
  readComparisonPage,
  readShadowPage,
  readVotePage,
  type ShadowKey,
  type SlotKey,
} from '../../../db/repo/research-rows.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { ahead } from './ahead.ts';
import type { Pages, Row } from './columns.ts';
import { personIds } from './ids.ts';
import { pagesBy } from './pages.ts';
import { askRow, candidateRow, comparisonRow, shadowRow, voteRow } from './rows.ts';
import type { TableName } from './tables.ts';

/** Rows with long texts are read fewer at a time: a page is held in memory. */
const LONG = 500;
const SHORT = 5000;

async function* each<From>(pages: AsyncIterable<From[]>, to: (row: From) => Row): Pages {
  for await (const page of ahead(pages)) yield page.map(to);
}

/** Where each table's rows come from. */
export function openSources(db: Db, scope: ResearchScope, key: string): Record<TableName, () => Pages> {
  const personId = personIds(key);
  return {
    asks: () =>
      each(
        pagesBy(
          (after: string | null, limit) => readAskPage(db, scope, after, limit),
          ({ id }) => id,
          LONG,
        ),
        (ask) => askRow(ask, key),
      ),
    candidates: () =>
      each(
        pagesBy(
          (after: SlotKey | null, limit) => readCandidatePage(db, scope, after, limit),
          ({ candidate }) => candidate,
          LONG,
        ),
        ({ candidate }) => candidateRow(candidate),
      ),
    comparisons: () =>
      each(
        pagesBy(
          (after: NumberKey | null, limit) => readComparisonPage(db, scope, after, limit),
          ({ comparison }) => comparison,
          LONG,
        ),
        ({ comparison }) => comparisonRow(comparison),
      ),
    shadow_comparisons: () =>
      each(
        pagesBy(
          (after: ShadowKey | null, limit) => readShadowPage(db, scope, after, limit),
          ({ shadow }) => shadow,
          LONG,
        ),
        ({ shadow }) => shadowRow(shadow),
      ),
    votes: () =>
      each(
        pagesBy(
          (after: string | null, limit) => readVotePage(db, scope, after, limit),
          ({ vote }) => vote.id,
          SHORT,
        ),
        (place) => voteRow(place, personId),
      ),
  };
}
