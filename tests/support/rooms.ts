import type { Arrow } from './imports.ts';

/**
 * The room of a file: a folder below `src`, or `commands`, `db` or `db/repo`.
 * A file in `src` itself is a room of its own.
 * @returns null when the file is in no room.
 */
export function roomOf(path: string): string | null {
  const [top = '', second = ''] = path.split('/');
  if (top === 'commands') return top;
  if (top === 'db') return second === 'repo' ? 'db/repo' : 'db';
  return top === 'src' ? second.replace(/\.ts$/, '') : null;
}

/** Which rooms each room imports. Type imports count. */
export function roomsOf(arrows: readonly Arrow[]): Map<string, Set<string>> {
  const rooms = new Map<string, Set<string>>();
  for (const { from, to } of arrows) {
    const [a, b] = [roomOf(from), roomOf(to)];
    if (a === null || b === null || a === b) continue;
    rooms.set(a, (rooms.get(a) ?? new Set()).add(b));
  }
  return rooms;
}

/** Every pair of rooms that import each other, directly or indirectly, sorted by name. */
export function circles(rooms: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reach = (from: string) => {
    const seen = new Set<string>();
    const open = [...(rooms.get(from) ?? [])];
    for (let room = open.pop(); room !== undefined; room = open.pop()) {
      if (seen.has(room)) continue;
      seen.add(room);
      open.push(...(rooms.get(room) ?? []));
    }
    return seen;
  };
  const reached = new Map([...rooms.keys()].map((room) => [room, reach(room)]));
  return [...reached].flatMap(([a, from]) =>
    [...from].filter((b) => a < b && reached.get(b)?.has(a)).map((b) => `${a} ⇄ ${b}`),
  );
}
