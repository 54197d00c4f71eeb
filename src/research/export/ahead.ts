/**
 * Prefetches: each page is requested while the one before is still being worked on, so that the database
 * reads while we write. One more page is held in memory.
 */
export async function* ahead<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  const from = pages[Symbol.asyncIterator]();
  let next = from.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = from.next();
      // If the consumer stops early, nobody awaits this page, and its failure must not be an unhandled
      // rejection.
      next.catch(() => {});
      yield value;
    }
  } finally {
    // What is read from, such as a cursor, is closed when the consumer stops early.
    await from.return?.();
  }
}
