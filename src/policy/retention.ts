import type { Database } from '../../db/client.ts';
import { forgetDayCodes } from '../../db/repo/erase.ts';
import { deleteOldAudit, emptyOldAsks, emptyTokens } from '../../db/repo/retention.ts';
import { dayOf } from './limits.ts';

const HOUR = 3600 * 1000;
/** Discord takes an interaction's token for 15 minutes. */
const TOKEN_HOURS = 1;
const AUDIT_DAYS = 365;
const BATCH = 500;

/**
 * Empties the texts of asks older than `days`, or than their server wants: prompts, files, replies, reasoning, judge's answers, reasons of
 * votes. Figures stay. Small transactions: it can end at any time, and goes on at the next.
 */
export async function retain(
  database: Database,
  days: number,
  now: Date,
): Promise<{ asks: number; tokens: number; audit: number; spent: number }> {
  let emptied = 0;
  for (let batch = BATCH; batch === BATCH; emptied += batch) batch = await emptyOldAsks(database.db, days, now, BATCH);
  return {
    asks: emptied,
    tokens: await emptyTokens(database.db, new Date(now.getTime() - TOKEN_HOURS * HOUR)),
    audit: await deleteOldAudit(database.db, new Date(now.getTime() - AUDIT_DAYS * 24 * HOUR)),
    // A deleted person's spending of a day that is over.
    spent: await forgetDayCodes(database.db, dayOf(now).from),
  };
}
