import type { Db } from '../../../db/client.ts';
import {
  readAsks,
  readCandidates,
  readChallengerPicks,
  readChallengers,
  readComparisons,
  readShadows,
  readVotedPairs,
  readVotes,
} from '../../../db/repo/research-rows.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { ahead } from './ahead.ts';
import type { Codes } from './codes.ts';
import type { Pages, PlacedPages, Row } from './columns.ts';
import { disagreementRow } from './disagreements.ts';
import { promotionPages } from './promotions.ts';
import { askRow, candidateRow, challengerPickRow, challengerRow, comparisonRow, shadowRow, voteRow } from './rows.ts';
import type { TableName } from './tables.ts';

/** A page is held in memory, so rows with long texts are read fewer at a time. */
const LONG = 500;
const SHORT = 2000;

/** Their first page is requested at once. */
const each = <From extends { place: number }>(pages: AsyncIterable<From[]>, to: (row: From) => Row): PlacedPages =>
  mapped(ahead(pages), to);

async function* mapped<From extends { place: number }>(
  pages: AsyncIterable<From[]>,
  to: (row: From) => Row,
): PlacedPages {
  for await (const page of pages) yield page.map((row) => ({ place: row.place, row: to(row) }));
}

async function* withoutPlaces(pages: Pages): PlacedPages {
  for await (const page of pages) yield page.map((row) => ({ place: 0, row }));
}

/**
 * The rows of each table, of which the database begins to work on the first page when it is opened. Draw the
 * lots first: those of asks in `tx`, those of votes in `beside`.
 *
 * @param linked whether voters have one code on all asks
 */
export function openSources(
  { tx, beside }: { tx: Db; beside: Db },
  scope: ResearchScope,
  codes: Codes,
  linked: boolean,
): Record<TableName, () => PlacedPages> {
  return {
    asks: () => each(readAsks(tx, LONG), (row) => askRow(row, codes)),
    candidates: () => each(readCandidates(tx, LONG), (row) => candidateRow(row, codes)),
    comparisons: () => each(readComparisons(tx, LONG), (row) => comparisonRow(row, codes)),
    shadow_comparisons: () => each(readShadows(tx, LONG), (row) => shadowRow(row, codes)),
    challenger_comparisons: () => each(readChallengers(tx, LONG), (row) => challengerRow(row, codes)),
    challenger_picks: () => each(readChallengerPicks(tx, SHORT), (row) => challengerPickRow(row, codes)),
    votes: () => each(readVotes(beside, SHORT), (row) => voteRow(row, codes, linked)),
    disagreements: () => each(readVotedPairs(beside, LONG), (row) => disagreementRow(row, codes)),
    promotions: () => withoutPlaces(promotionPages(tx, scope, codes)),
  };
}
