/**
 * The work, or its end as soon as the signal is set: not everything listens to one, a server that goes on least of all. `last`: what is waited for
 * even then, because it is not done before.
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
