/** The same pages, each asked for while the one before is still worked on: the database reads while we write. One more page is held in memory. */
export async function* ahead<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  const from = pages[Symbol.asyncIterator]();
  let next = from.next();
  for (;;) {
    const { done, value } = await next;
    if (done) return;
    next = from.next();
    // Whoever stops before the end never waits for it: its failure is nobody's then.
    next.catch(() => {});
    yield value;
  }
}
