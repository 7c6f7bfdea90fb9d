import type { RecordedEvent } from '@milepost/lifecycle';
import { waitUntil } from '../support/wait-until';
import { follow, newEvent, newEvents, newStream, readEverything, type StoreUnderTest } from './event-fixtures';

/** `subscribe`: completeness, restarts, lost connections, backpressure, ending. */
export function subscriptionContract(subject: () => StoreUnderTest): void {
  const store = () => subject().store;
  const ids = (events: readonly RecordedEvent[]) => events.map(({ id }) => id);

  describe('subscribe', () => {
    it('catches up, then follows what any instance appends', async () => {
      const other = await subject().reopen();
      try {
        const after = await store().head();
        await store().append(newStream(), 'none', newEvents(10));
        let live = 0;
        const seen = await follow(
          store(),
          after,
          ({ length }) => {
            if (length >= 10 && live < 5) {
              live++;
              void (live % 2 ? other : store()).append(newStream(), 'none', [newEvent()]);
            }
            return length === 15;
          },
          3,
        );
        expect(seen).toEqual(await readEverything(store(), after));
      } finally {
        await other.close();
      }
    });

    it('hands over every event exactly once across restarts, while writers go on', async () => {
      const other = await subject().reopen();
      try {
        const after = await store().head();
        const writers = [store(), other, store(), other].map(async (writer) => {
          for (let number = 0; number < 60; number++) await writer.append(newStream(), 'none', newEvents(2));
        });
        const seen: RecordedEvent[] = [];
        for (const upTo of [37, 150, 151, 300, 480]) {
          const from = seen.at(-1)?.position ?? after;
          const before = seen.length;
          seen.push(...(await follow(before % 2 ? other : store(), from, (more) => before + more.length >= upTo, 7)));
        }
        await Promise.all(writers);
        expect(ids(seen)).toEqual(ids(await readEverything(store(), after)));
      } finally {
        await other.close();
      }
    });

    it('goes on after its connections were cut, while catching up and while waiting', async () => {
      if (!subject().cutConnections) return;
      const after = await store().head();
      await store().append(newStream(), 'none', newEvents(40));
      const end = new AbortController();
      const seen: RecordedEvent[] = [];
      const following = (async () => {
        for await (const batch of store().subscribe({ after, batchSize: 5, signal: end.signal })) {
          if (seen.length < 20) await subject().cutConnections!();
          seen.push(...batch);
        }
      })();
      await waitUntil('the backlog is seen', () => seen.length === 40);
      for (let round = 1; round <= 3; round++) {
        await subject().cutConnections!();
        // A cut append is retried by the adapter, and answers as usual.
        await store().append(newStream(), 'none', [newEvent()]);
        await waitUntil('the new event is seen', () => seen.length === 40 + round);
      }
      end.abort();
      await following;
      expect(ids(seen)).toEqual(ids(await readEverything(store(), after)));
    });

    it('reads at most one batch ahead of a slow consumer of 10,000 events', async () => {
      const after = await store().head();
      for (let part = 0; part < 10; part++) await store().append(newStream(), 'none', newEvents(1_000));
      const before = subject().eventsRead?.() ?? 0;
      const end = new AbortController();
      let handled = 0;
      for await (const batch of store().subscribe({ after, batchSize: 100, signal: end.signal })) {
        expect(batch.length).toBeLessThanOrEqual(100);
        // The consumer's work: time enough for a greedy reader to run away.
        await store().head();
        handled += batch.length;
        expect((subject().eventsRead?.() ?? 0) - before).toBeLessThanOrEqual(handled + 100);
        if (handled === 10_000) end.abort();
      }
      expect(handled).toBe(10_000);
    });

    it('ends at once when its signal aborts: before, while waiting, and with a batch in hand', async () => {
      const aborted = store().subscribe({ signal: AbortSignal.abort() })[Symbol.asyncIterator]();
      expect(await aborted.next()).toMatchObject({ done: true });

      const end = new AbortController();
      const waiting = store()
        .subscribe({ after: await store().head(), signal: end.signal })
        [Symbol.asyncIterator]();
      const next = waiting.next();
      await store().head();
      end.abort();
      expect(await next).toMatchObject({ done: true });

      await store().append(newStream(), 'none', newEvents(3));
      for await (const batch of store().subscribe({ batchSize: 1 })) {
        expect(batch).toHaveLength(1);
        break;
      }
    });

    it('ends when its store is closed, and appends already asked for are answered', async () => {
      const other = await subject().reopen();
      const next = other
        .subscribe({ after: await other.head() })
        [Symbol.asyncIterator]()
        .next();
      const appends = newEvents(50).map((event) => other.append(newStream(), 'none', [event]));
      await Promise.all([other.close(), ...appends, next]);
      await expect(other.append(newStream(), 'none', [newEvent()])).rejects.toMatchObject({
        name: 'EventStoreUnavailable',
      });
    });
  });
}
