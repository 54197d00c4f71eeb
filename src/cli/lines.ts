import type { Readable } from 'node:stream';

/**
 * Lines as JSON-lines files have them: ended by a line feed and by nothing else. Node's readline also breaks at U+2028 and U+2029, which JSON may
 * hold as they are. A byte order mark at the beginning is passed over; a carriage return stays, and is white space to JSON.
 */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  // In pieces, because a line may come in many: adding each to one string and searching that again would take the square of its length.
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
