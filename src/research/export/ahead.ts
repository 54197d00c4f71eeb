/** Lets work that has begun fail before somebody waits for it, or although nobody ever does. */
export function begun<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

/**
 * Prefetches: the first page is requested at once, and each further one while the one before is still being
 * worked on, so that the database reads while we write. One more page is held in memory.
 */
export function ahead<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  const from = pages[Symbol.asyncIterator]();
  return readOn(from, begun(from.next()));
}

async function* readOn<Page>(from: AsyncIterator<Page>, first: Promise<IteratorResult<Page>>): AsyncGenerator<Page> {
  let next = first;
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = begun(from.next());
      yield value;
    }
  } finally {
    // What is read from, such as a cursor, is closed when the consumer stops early.
    await from.return?.();
  }
}
