import type { Arrow } from './imports.ts';

/** What everybody may know, and who knows everybody: drawn, they would hide the rest. */
const LEFT_OUT = /^src\/(main|config|seeded|share-room|linear)\.ts$|^src\/cli\//;

function roomOf(path: string): string | null {
  if (LEFT_OUT.test(path)) return null;
  const [top = '', second = ''] = path.split('/');
  if (top === 'commands') return top;
  if (top === 'db') return second === 'repo' ? 'db/repo' : 'db';
  return top === 'src' && path.split('/').length > 2 ? second : null;
}

const idOf = (room: string) => room.replace(/\W/g, '_');

/** Who knows whom, as a Mermaid flowchart made from the imports: an arrow from each room to those whose files it imports. */
export function drawRooms(arrows: readonly Arrow[]): string {
  const pairs = new Set<string>();
  for (const { from, to } of arrows) {
    const [a, b] = [roomOf(from), roomOf(to)];
    if (a && b && a !== b) pairs.add(`${a} ${b}`);
  }
  const edges = [...pairs].sort().map((pair) => pair.split(' ') as [string, string]);
  return [
    'flowchart TD',
    ...[...new Set(edges.flat())].sort().map((room) => `  ${idOf(room)}["${room}"]`),
    ...edges.map(([a, b]) => `  ${idOf(a)} --> ${idOf(b)}`),
  ].join('\n');
}
