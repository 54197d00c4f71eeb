/**
 * Resolves with the work, or rejects as soon as the signal is set: not everything listens to a signal, least
 * of all a server that goes on sending.
 * @param last what is awaited even then, because it cannot be left behind
 */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  reason: () => unknown,
  last: () => Promise<unknown> | null = () => null,
): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const end = () => void Promise.resolve(last()).finally(() => reject(reason()));
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}
