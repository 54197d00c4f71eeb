import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '../../db/client.ts';

/** Ticks a second of Linux's /proc. */
const TICKS = 100;

/** Seconds of processor time that this PostgreSQL, on this machine, has used since its start; null where there is no /proc. */
export async function serverCpuSeconds({ sql }: Database): Promise<number | null> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const own = readStat(Number(row?.pid));
  if (!own) return null;
  const all = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? (readStat(Number(pid)) ?? []) : []));
  const server = readStat(own.parent);
  const children = all.filter(({ parent }) => parent === own.parent);
  // What has ended meanwhile is in the parent's figures.
  return (
    (children.reduce((sum, { ticks }) => sum + ticks, 0) + (server ? server.ticks + server.endedTicks : 0)) / TICKS
  );
}

function readStat(pid: number): { parent: number; ticks: number; endedTicks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold spaces.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((i) => fields[i] ?? 0);
    return {
      parent: parent ?? 0,
      ticks: (user ?? 0) + (system ?? 0),
      endedTicks: (endedUser ?? 0) + (endedSystem ?? 0),
    };
  } catch {
    return null;
  }
}
