import type { Arrow } from './imports.ts';
import { roomsOf } from './rooms.ts';

/** Whom everybody may know, and who knows everybody: drawn, they would hide the rest. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'main',
  'cli',
  'config',
  'terms',
  'said-error',
  'seeded',
  'linear',
  'share-room',
]);

const idOf = (room: string) => room.replace(/\W/g, '_');

/** Who knows whom, as a Mermaid flowchart: an arrow from each room to those whose files it imports. */
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
