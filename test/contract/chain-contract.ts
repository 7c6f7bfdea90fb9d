import { type EventStore, hashOf } from '@milepost/event-store';
import type { SealedEvent } from '@milepost/lifecycle';
import fc from 'fast-check';
import { newEvent, newEvents, newStream, readEverything, type StoreUnderTest } from './event-fixtures';

/** The hashes that every event carries: its own, and that of the one before it in its stream. */
export function chainContract(subject: () => StoreUnderTest): void {
  const store = () => subject().store;

  const sealedAfter = async (after: string, limit = 1_000): Promise<SealedEvent[]> => {
    const events: SealedEvent[] = [];
    for (;;) {
      const page = await store().readSealed({ after: events.at(-1)?.position ?? after, limit });
      if (page.length === 0) return events;
      events.push(...page);
    }
  };

  /** Expects each event to hold its own hash, and that of the event before it in its stream. */
  const expectWholeChains = (events: readonly SealedEvent[]) => {
    const tails = new Map<string, SealedEvent>();
    for (const event of events) {
      const before = tails.get(event.stream);
      expect(event.revision).toBe(before === undefined ? 0 : before.revision + 1);
      expect(event.previousHash).toBe(before?.hash ?? null);
      expect(event.hash).toBe(hashOf(event, event.previousHash));
      tails.set(event.stream, event);
    }
  };

  describe('chain', () => {
    it('begins each stream without a previous hash, and names in each event the one before it', async () => {
      const after = await store().head();
      const stream = newStream();
      await store().append(stream, 'none', newEvents(3));
      await store().append(stream, 2, newEvents(2));
      const events = await sealedAfter(after);
      expect(events).toHaveLength(5);
      expect(events.map(({ previousHash }) => previousHash)).toEqual([null, ...events.slice(0, 4).map((e) => e.hash)]);
      expectWholeChains(events);
    });

    it('tells two events apart that differ in nothing but their stream', async () => {
      const after = await store().head();
      await store().append(newStream(), 'none', [newEvent()]);
      await store().append(newStream(), 'none', [newEvent()]);
      const [one, other] = await sealedAfter(after);
      expect(one.hash).not.toBe(other.hash);
    });

    it('answers a repeat as the first time, and leaves the chain as it is', async () => {
      const after = await store().head();
      const [stream, events] = [newStream(), newEvents(3)];
      const first = await store().append(stream, 'none', events);
      const before = await sealedAfter(after);
      const answers = await Promise.all([1, 2, 3].map(() => store().append(stream, 'none', events)));
      for (const answer of answers) expect(answer).toEqual({ ...first, repeated: true });
      expect(await sealedAfter(after)).toEqual(before);
      await store().append(stream, 2, [newEvent()]);
      expectWholeChains(await sealedAfter(after));
    });

    it('holds for many streams, and for several appends to one, that are asked for at once', async () => {
      const after = await store().head();
      const streams = Array.from({ length: 12 }, newStream);
      const appends = streams.flatMap((stream) => [
        store().append(stream, 'none', newEvents(2)),
        store().append(stream, 1, newEvents(3)),
        store()
          .append(stream, 1, [newEvent()])
          .catch(() => undefined),
        store().append(stream, 4, [newEvent()]),
      ]);
      await Promise.all(appends);
      const events = await sealedAfter(after, 7);
      expect(events).toHaveLength(12 * 6);
      expectWholeChains(events);
    });

    it('holds for writers of two instances that race for the same streams', async () => {
      const other = await subject().reopen();
      try {
        const after = await store().head();
        const streams = Array.from({ length: 5 }, newStream);
        await Promise.all(streams.map((stream) => store().append(stream, 'none', [newEvent()])));
        const write = async (writer: EventStore, stream: string) => {
          for (let written = 0; written < 8;) {
            const revision = (await writer.readStream(stream)).length - 1;
            const took = await writer.append(stream, revision, newEvents(2)).catch((error: Error) => {
              expect(error.name).toBe('WrongExpectedRevision');
            });
            if (took) written++;
          }
        };
        await Promise.all(streams.flatMap((stream) => [write(store(), stream), write(other, stream)]));
        const events = await sealedAfter(after);
        expect(events).toHaveLength(5 * (1 + 2 * 8 * 2));
        expectWholeChains(events);
      } finally {
        await other.close();
      }
    });

    it('seals loaded history, and goes on from it', async () => {
      const { recordedAt } = await store().append(newStream(), 'none', [newEvent()]);
      const after = await store().head();
      const [a, b] = [newStream(), newStream()];
      const history = [
        { ...newEvent(), stream: a, revision: 0, recordedAt },
        { ...newEvent(), stream: b, revision: 0, recordedAt },
        { ...newEvent(), stream: a, revision: 1, recordedAt },
      ];
      await store().load(history);
      await store().load([{ ...newEvent(), stream: a, revision: 2, recordedAt }]);
      await store().append(a, 2, newEvents(2));
      const events = await sealedAfter(after);
      expect(events).toHaveLength(6);
      expectWholeChains(events);
    });

    it('reads what else is read of events, page by page', async () => {
      const after = await store().head();
      await store().append(newStream(), 'none', newEvents(5));
      const sealed = await sealedAfter(after, 2);
      expect(sealed.map(({ hash: _, previousHash: __, ...event }) => event)).toEqual(
        await readEverything(store(), after),
      );
      expect(await store().readSealed({ after: await store().head() })).toEqual([]);
    });

    it('gives hashes as leaves in global order, and tells each event’s place among them', async () => {
      const all = await sealedAfter('0');
      const hashes = all.map(({ hash }) => hash);
      expect(await store().count()).toBe(all.length);
      const leaves = async (from: number, limit: number) =>
        (await store().readHashes(from, limit)).map((leaf) => leaf.toString('hex'));
      expect(await leaves(0, 10_000)).toEqual(hashes.slice(0, 10_000));
      for (const [from, limit] of [
        [0, 1],
        [3, 4],
        [all.length - 2, 5],
        [all.length, 5],
        [0, 0],
      ]) {
        expect(await leaves(from, limit)).toEqual(hashes.slice(from, from + limit));
      }
      for (const index of [0, 1, all.length >> 1, all.length - 1]) {
        expect(await store().leafIndexOf(all[index].id)).toBe(index);
        expect(await store().leafIndexOf(all[index].id.toUpperCase())).toBe(index);
      }
      expect(await store().leafIndexOf(newEvent().id)).toBeUndefined();
      expect(await store().leafIndexOf('not-a-uuid')).toBeUndefined();
    });

    it('gives any event back so that it has the hash that was stored', async () => {
      const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !/\\u0000/.test(JSON.stringify(value)));
      const numbers = fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(1.0, 1e21, -0, 5e-324),
      );
      const odd = fc.constantFrom<unknown>(
        { b: 1, a: 2, 10: 'ten', 9: 'nine', '': 'empty', é: 'acute', '𠮷': 'pair', ﬁ: 'ligature' },
        { left: undefined, out: [undefined, () => 1, NaN], on: new Date(0), '\u2028': '\u2029\u007f\u0001</script>' },
        JSON.parse('{"twice":1,"twice":{"z":1,"a":1.0},"__proto__":{"b":1e2}}'),
      );
      const value = fc.oneof(json, odd, fc.dictionary(fc.string({ unit: 'grapheme' }), numbers));
      const storable = value.filter((each) => !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(JSON.stringify(each)));
      await fc.assert(
        fc.asyncProperty(fc.array(storable, { minLength: 1, maxLength: 8 }), async (values) => {
          const after = await store().head();
          const events = values.map((each) => ({
            ...newEvent(each),
            metadata: { source: '“一”', actor: 'u-1', reason: JSON.stringify(each) },
          }));
          await store().append(newStream(), 'none', events);
          const sealed = await sealedAfter(after);
          expect(sealed).toHaveLength(values.length);
          expectWholeChains(sealed);
        }),
        { numRuns: 60 },
      );
    });
  });
}
