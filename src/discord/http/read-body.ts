import type { IncomingMessage } from 'node:http';

/** The body of a request, or the status to refuse it with, or null when the client has gone. */
export type ReadBody = Buffer | 413 | null;

/**
 * Reads at most `most` bytes. A body that is announced or sent longer than that is not read. Never rejects.
 */
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
  // The request was aborted or timed out. Without a listener this error would end the process.
  request.on('error', () => resolve(null));
  request.once('close', () => resolve(null));
  return promise;
}
