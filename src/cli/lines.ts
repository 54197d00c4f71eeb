import type { Readable } from 'node:stream';

/**
 * Splits a stream of UTF-8 into lines, at once as they come. A byte order mark at the beginning is dropped.
 */
export const linesOf = (input: Readable): AsyncGenerator<string> => splitLines(decoded(input));

async function* decoded(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of input) yield decoder.decode(bytes as Uint8Array, { stream: true });
  yield decoder.decode();
}

/**
 * Splits a text into lines as JSON-lines files have them: only a line feed ends a line. Node's readline also
 * breaks at U+2028 and U+2029, which JSON may hold unescaped. A carriage return stays, and JSON takes it for
 * white space.
 */
export async function* splitLines(texts: AsyncIterable<string>): AsyncGenerator<string> {
  // Kept as chunks, because a line may come in many. Appending each to one string and searching that again
  // would take quadratic time.
  let pieces: string[] = [];
  for await (const text of texts) {
    const [head = '', ...more] = text.split('\n');
    pieces.push(head);
    for (const line of more) {
      yield pieces.join('');
      pieces = [line];
    }
  }
  const rest = pieces.join('');
  if (rest !== '') yield rest;
}
