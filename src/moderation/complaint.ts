import { getAsk } from '../../db/repo/asks.ts';
import { ballotOfAsk } from '../../db/repo/ballots.ts';
import { countReportsSince, insertReport } from '../../db/repo/reports.ts';
import { type ReportReason, reportReasons } from '../../db/schema/reports.ts';
import { isInSight } from '../asks/within-reach.ts';
import type { Context } from '../context.ts';
import { beginning } from '../graphemes.ts';
import { DAY_MS } from '../terms.ts';
import { slotMeant } from './meant.ts';

/** The most reports that one person may send within 24 hours. A flood would hide the others. */
const MOST_A_DAY = 10;
/** The most characters of a report in the reporter's own words. */
export const reportLength = 1000;

/** A report as a member sends it. `reason` and `meant` come from the client and may be anything. */
export interface Reporting {
  askId: string;
  guildId: string;
  channelId: string;
  reporterHash: string;
  reason: string;
  /** Which answer, as `meantChoices` lists them. */
  meant: string;
  words: string;
}

/** What became of a report. `again`: this person has already reported this answer. */
export type Reported = 'taken' | 'again' | 'too-many' | 'unknown';

/**
 * Stores a report and schedules its message to the moderators, in one transaction. An unknown reason, which
 * only a modified client can send, is stored as `other`.
 */
export async function report(context: Context, given: Reporting): Promise<Reported> {
  const { database, queue } = context;
  const now = context.now();
  return database.db.transaction(async (tx) => {
    const ask = await getAsk(tx, given.askId, 'legible');
    const from = { channelId: given.channelId, hash: given.reporterHash };
    // Moderators see a private question only when its own asker reports the answer.
    if (!ask || ask.guildId !== given.guildId || !isInSight(ask, from)) return 'unknown';
    const today = await countReportsSince(tx, given.reporterHash, new Date(now.getTime() - DAY_MS));
    if (today >= MOST_A_DAY) return 'too-many';
    const reason: ReportReason = reportReasons.find((known) => known === given.reason) ?? 'other';
    const words = beginning(given.words.trim(), reportLength).replaceAll('\0', '');
    const { askId, guildId, reporterHash } = given;
    const slot = slotMeant(given.meant, ask, await ballotOfAsk(tx, askId), reporterHash);
    const row = await insertReport(tx, { askId, guildId, reporterHash, reason, slot, words, createdAt: now });
    if (!row) return 'again';
    await queue.send(tx, 'report-post', { reportId: row.id, guildId });
    return 'taken';
  });
}
