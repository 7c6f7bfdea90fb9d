/**
 * Hands over the items of a source while the next one is already being fetched: one item ahead, never more. The
 * source must end when its own signal aborts, since one that waits for news can't be closed from here.
 */
export async function* prefetch<Item>(source: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = source[Symbol.asyncIterator]();
  let next = iterator.next();
  for (;;) {
    const { done, value } = await next;
    if (done) return;
    next = iterator.next();
    // Its failure is reported when its turn comes; until then it must not count as unhandled.
    next.catch(() => undefined);
    yield value;
  }
}
