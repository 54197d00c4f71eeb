import type { Db } from '../../../db/client.ts';
import {
  type JudgeKey,
  type PlacedKey,
  readAskPage,
  readCandidatePage,
  readChallengerPage,
  readChallengerPickPage,
  readComparisonPage,
  readShadowPage,
  readVotePage,
} from '../../../db/repo/research-rows.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { ahead } from './ahead.ts';
import type { Codes } from './codes.ts';
import type { Pages, PlacedPages, Row } from './columns.ts';
import { disagreementPages } from './disagreements.ts';
import { pagesBy } from './pages.ts';
import { promotionPages } from './promotions.ts';
import { askRow, candidateRow, challengerPickRow, challengerRow, comparisonRow, shadowRow, voteRow } from './rows.ts';
import type { TableName } from './tables.ts';

/** A page is held in memory, so rows with long texts are read fewer at a time. */
const LONG = 500;
const SHORT = 5000;

async function* each<From extends { place: number }>(
  pages: AsyncIterable<From[]>,
  to: (row: From) => Row,
): PlacedPages {
  for await (const page of ahead(pages)) yield page.map((row) => ({ place: row.place, row: to(row) }));
}

async function* withoutPlaces(pages: Pages): PlacedPages {
  for await (const page of pages) yield page.map((row) => ({ place: 0, row }));
}

/** The rows of each table. Call `drawLots` first. `linked` says whether voters have one code on all asks. */
export function openSources(
  db: Db,
  scope: ResearchScope,
  codes: Codes,
  linked: boolean,
): Record<TableName, () => PlacedPages> {
  return {
    asks: () =>
      each(
        pagesBy(
          (after: number | null, limit) => readAskPage(db, after, limit),
          ({ place }) => place,
          LONG,
        ),
        ({ ask }) => askRow(ask, codes),
      ),
    candidates: () =>
      each(
        pagesBy(
          (after: PlacedKey | null, limit) => readCandidatePage(db, after, limit),
          (row) => row,
          LONG,
        ),
        ({ candidate: row, ...ask }) => candidateRow({ row, ...ask }, codes),
      ),
    comparisons: () =>
      each(
        pagesBy(
          (after: PlacedKey | null, limit) => readComparisonPage(db, after, limit),
          (row) => row,
          LONG,
        ),
        ({ comparison: row, ...ask }) => comparisonRow({ row, ...ask }, codes),
      ),
    shadow_comparisons: () =>
      each(
        pagesBy(
          (after: JudgeKey | null, limit) => readShadowPage(db, after, limit),
          (row) => row,
          LONG,
        ),
        ({ shadow: row, ...ask }) => shadowRow({ row, ...ask }, codes),
      ),
    challenger_comparisons: () =>
      each(
        pagesBy(
          (after: JudgeKey | null, limit) => readChallengerPage(db, after, limit),
          (row) => row,
          LONG,
        ),
        ({ comparison: row, ...ask }) => challengerRow({ row, ...ask }, codes),
      ),
    challenger_picks: () =>
      each(
        pagesBy(
          (after: Omit<JudgeKey, 'number'> | null, limit) => readChallengerPickPage(db, after, limit),
          (row) => row,
          SHORT,
        ),
        ({ pick: row, ...ask }) => challengerPickRow({ row, ...ask }, codes),
      ),
    votes: () =>
      each(
        pagesBy(
          (after: number | null, limit) => readVotePage(db, after, limit),
          ({ place }) => place,
          SHORT,
        ),
        (place) => voteRow(place, codes, linked),
      ),
    disagreements: () => disagreementPages(db, codes),
    promotions: () => withoutPlaces(promotionPages(db, scope, codes)),
  };
}
