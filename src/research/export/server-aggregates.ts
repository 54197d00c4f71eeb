import type { Database } from '../../../db/client.ts';
import { insertAudit } from '../../../db/repo/audit.ts';
import { countCells } from '../../../db/repo/research-aggregates.ts';
import { publishable, SMALLEST_CELL } from './suppress.ts';
import { aggregates } from './tables.ts';
import { toCsv } from './write-csv.ts';

const DAY = 24 * 3600 * 1000;

export interface ServerAggregates {
  fileName: string;
  text: string;
  rows: number;
  /** Cells held back, because too few had voted. */
  suppressed: number;
  smallestCell: number;
}

/**
 * The counts of one server over whole UTC days, as a file, noted in the audit. Whole days, because a window that cut one in two would
 * let a difference between two exports tell about few.
 */
export async function serverAggregates(
  { db }: Database,
  request: { guildId: string; actorHash: string; days: number; format: 'csv' | 'json' },
  now: Date,
): Promise<ServerAggregates> {
  const { guildId, actorHash, days, format } = request;
  const today = Math.floor(now.getTime() / DAY) * DAY;
  const since = new Date(today - (days - 1) * DAY);
  const { rows, suppressed } = publishable(await countCells(db, { guildId, since, until: null }));
  await insertAudit(db, {
    guildId,
    actorHash,
    action: 'aggregates-export',
    details: { format, days, rows: rows.length },
  });
  const text =
    format === 'csv'
      ? toCsv(aggregates, rows, true)
      : `${JSON.stringify({ exportedAt: now.toISOString(), since: since.toISOString(), smallestCell: SMALLEST_CELL, suppressed, rows }, null, 2)}\n`;
  const fileName = `tribunal-aggregates-${now.toISOString().slice(0, 10)}.${format}`;
  return { fileName, text, rows: rows.length, suppressed, smallestCell: SMALLEST_CELL };
}
