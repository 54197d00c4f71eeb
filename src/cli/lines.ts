import type { Readable } from 'node:stream';

/**
 * Splits a stream into lines as JSON-lines files have them: only a line feed ends a line. Node's readline
 * also breaks at U+2028 and U+2029, which JSON may hold unescaped. A byte order mark at the beginning is
 * dropped. A carriage return stays, and JSON takes it for white space.
 */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  // Kept as chunks, because a line may come in many. Appending each to one string and searching that again
  // would take quadratic time.
  let pieces: string[] = [];
  for await (const bytes of input) {
    const [head = '', ...more] = decoder.decode(bytes as Uint8Array, { stream: true }).split('\n');
    pieces.push(head);
    for (const line of more) {
      yield pieces.join('');
      pieces = [line];
    }
  }
  const rest = pieces.join('') + decoder.decode();
  if (rest !== '') yield rest;
}
