import type { Arrow } from './imports.ts';
import { roomsOf } from './rooms.ts';

/** Rooms that all import, or that import all. In the picture, their arrows would hide the others. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'main',
  'cli',
  'config',
  'context',
  'terms',
  'said-error',
  'seeded',
  'invisible',
  'linear',
  'share-room',
  'graphemes',
]);

const idOf = (room: string) => room.replace(/\W/g, '_');

/** A Mermaid flowchart of the imports: an arrow from each room to the rooms that it imports. */
export function drawRooms(arrows: readonly Arrow[]): string {
  const edges = [...roomsOf(arrows)]
    .flatMap(([from, all]) => [...all].map((to) => [from, to] as const))
    .filter((edge) => !edge.some((room) => LEFT_OUT.has(room)))
    .sort(([a, b], [c, d]) => (`${a} ${b}` < `${c} ${d}` ? -1 : 1));
  return [
    'flowchart TD',
    ...[...new Set(edges.flat())].sort().map((room) => `  ${idOf(room)}["${room}"]`),
    ...edges.map(([a, b]) => `  ${idOf(a)} --> ${idOf(b)}`),
  ].join('\n');
}
