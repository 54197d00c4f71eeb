import type { IncomingMessage } from 'node:http';

/** The body of a request; a number is the status with which it is refused, null: whoever sent it has gone. */
export type ReadBody = Buffer | 413 | null;

/** Reads at most `most` bytes; what is announced or sent beyond that is not read at all. Never rejects. */
export function readBody(request: IncomingMessage, most: number): Promise<ReadBody> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve(413);
  const { promise, resolve } = Promise.withResolvers<ReadBody>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= most) return;
    chunks.length = 0;
    request.pause();
    resolve(413);
  });
  request.once('end', () => resolve(Buffer.concat(chunks)));
  // Broken off, or too slow: an error that nobody listens to would end the process.
  request.on('error', () => resolve(null));
  request.once('close', () => resolve(null));
  return promise;
}
