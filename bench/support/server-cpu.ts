import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '../../db/client.ts';

/** Clock ticks per second in Linux's /proc. */
const TICKS = 100;

/**
 * CPU time of the PostgreSQL server since its start, in seconds. The server must be on this machine.
 * @returns null when there is no /proc.
 */
export async function serverCpuSeconds({ sql }: Database): Promise<number | null> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const own = readStat(Number(row?.pid));
  if (!own) return null;
  const all = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? (readStat(Number(pid)) ?? []) : []));
  const server = readStat(own.parent);
  const children = all.filter(({ parent }) => parent === own.parent);
  // The parent's figures include children that have ended.
  return (
    (children.reduce((sum, { ticks }) => sum + ticks, 0) + (server ? server.ticks + server.endedTicks : 0)) / TICKS
  );
}

/** CPU time of one process since its start, in seconds. null when it has ended, or there is no /proc. */
export function cpuSeconds(pid: number): number | null {
  const stat = readStat(pid);
  return stat && stat.ticks / TICKS;
}

function readStat(pid: number): { parent: number; ticks: number; endedTicks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in brackets, which may contain spaces.
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
