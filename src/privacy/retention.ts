import type { Database } from '../../db/client.ts';
import { forgetWriters } from '../../db/repo/align-runs.ts';
import { forgetDayCodes, forgetReaders } from '../../db/repo/erase.ts';
import { serverFacts } from '../../db/repo/health.ts';
import { deleteOldAudit, emptyLateReports, emptyOldAsks, emptyTokens } from '../../db/repo/retention.ts';
import { deleteOldDrafts } from '../../db/repo/settings-drafts.ts';
import { dayOf } from '../limits/limits.ts';
import { DAY_MS, HOUR_MS } from '../terms.ts';

/** Discord accepts an interaction's token for 15 minutes. */
const TOKEN_HOURS = 1;
const AUDIT_DAYS = 365;
/** Unsaved changes of settings are deleted after this many days. */
const DRAFT_DAYS = 30;
const BATCH = 500;

/**
 * Empties the texts of asks that are older than `days`, or than their server wants to keep them. Texts are
 * prompts, files, replies, reasoning, the judge's answers and the reasons of votes. Figures stay. Works in
 * small transactions, so it can stop at any time and go on in the next run. The earlier of this process's
 * clock and the database's counts, because a clock that jumps ahead must not empty everything.
 *
 * @returns how many rows were emptied or deleted, by kind.
 */
export async function retain(
  database: Database,
  days: number,
  wanted: Date,
): Promise<{ asks: number; tokens: number; audit: number; spent: number }> {
  const now = new Date(Math.min(wanted.getTime(), (await serverFacts(database.db)).now));
  let emptied = 0;
  for (let batch = BATCH; batch === BATCH; emptied += batch) batch = await emptyOldAsks(database.db, days, now, BATCH);
  await emptyLateReports(database.db, days, now);
  await forgetWriters(database.db, new Date(now.getTime() - days * DAY_MS));
  await deleteOldDrafts(database.db, new Date(now.getTime() - DRAFT_DAYS * DAY_MS));
  await forgetReaders(database.db);
  return {
    asks: emptied,
    tokens: await emptyTokens(database.db, new Date(now.getTime() - TOKEN_HOURS * HOUR_MS)),
    audit: await deleteOldAudit(database.db, new Date(now.getTime() - AUDIT_DAYS * DAY_MS)),
    // Spending of deleted people on days that are over.
    spent: await forgetDayCodes(database.db, dayOf(now).from),
  };
}
