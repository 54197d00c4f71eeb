import type { Database } from '../../../db/client.ts';
import { insertAudit } from '../../../db/repo/audit.ts';
import { DAY_MS } from '../../terms.ts';
import { dayName, publish, readAggregates } from './publish.ts';
import { SMALLEST_CELL } from './suppress.ts';
import { aggregates } from './tables.ts';
import { toCsv } from './write-csv.ts';

/** The counts of one server as a file. */
export interface ServerAggregates {
  fileName: string;
  text: string;
  rows: number;
  /** Suppressed cells, in which too few people voted. */
  suppressed: number;
  smallestCell: number;
}

/** All rows are of one server, which the reader knows. */
const { server_id: _, ...columns } = aggregates;

/**
 * Publishes and reads the counts of one server, over those of the last `days` days that have ended. It leaves
 * an audit entry.
 */
export async function serverAggregates(
  { db }: Database,
  request: { guildId: string; actorHash: string; days: number; format: 'csv' | 'json' },
  now: Date,
): Promise<ServerAggregates> {
  const { guildId, actorHash, days, format } = request;
  const since = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - (days - 1) * DAY_MS);
  await publish(db, guildId, now);
  const { rows: found, suppressed } = await readAggregates(
    db,
    { guildId, since: dayName(since), until: null },
    () => null,
  );
  const rows = found.map(({ server_id: __, ...row }) => row);
  await insertAudit(db, {
    guildId,
    actorHash,
    action: 'aggregates-export',
    details: { format, days, rows: rows.length },
  });
  const text =
    format === 'csv'
      ? toCsv(columns, rows, true)
      : `${JSON.stringify({ exportedAt: now.toISOString(), since: since.toISOString(), smallestCell: SMALLEST_CELL, suppressed, rows }, null, 2)}\n`;
  const fileName = `tribunal-aggregates-${dayName(now)}.${format}`;
  return { fileName, text, rows: rows.length, suppressed, smallestCell: SMALLEST_CELL };
}
