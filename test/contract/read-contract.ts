import { readsStreamwise, type WholeStream } from '@milepost/event-store';
import { comparePositions } from '@milepost/lifecycle';
import { newEvents, newStream, readEverything, type StoreUnderTest } from './event-fixtures';

/** `readStream` and `readAll`. */
export function readContract(subject: () => StoreUnderTest): void {
  const store = () => subject().store;

  describe('reading', () => {
    it('gives no events for a stream that does not exist', async () => {
      expect(await store().readStream(newStream())).toEqual([]);
    });

    it('gives each of many concurrent readers its own part of a stream', async () => {
      const streams = Array.from({ length: 300 }, newStream);
      await Promise.all(streams.map((stream, index) => store().append(stream, 'none', newEvents(1 + (index % 5)))));
      const reads = streams.flatMap((stream, index) => [
        { stream, options: {}, revisions: [0, 1, 2, 3, 4].slice(0, 1 + (index % 5)) },
        { stream, options: { from: 1 }, revisions: [1, 2, 3, 4].slice(0, index % 5) },
        { stream, options: { from: 1, limit: 2 }, revisions: [1, 2].slice(0, index % 5) },
        { stream, options: { limit: 0 }, revisions: [] },
      ]);
      const answers = await Promise.all(reads.map(({ stream, options }) => store().readStream(stream, options)));
      answers.forEach((events, index) => {
        const { stream, revisions } = reads[index];
        expect(events.map((event) => [event.stream, event.revision])).toEqual(revisions.map((each) => [stream, each]));
      });
    });

    it('gives no events from beyond every revision, and those asked for at the same time as ever', async () => {
      const stream = newStream();
      await store().append(stream, 'none', newEvents(2));
      const [beyond, whole] = await Promise.all([
        store().readStream(stream, { from: 2_147_483_648 }),
        store().readStream(stream),
      ]);
      expect(beyond).toEqual([]);
      expect(whole).toHaveLength(2);
    });

    it('pages through all events, whatever the page size', async () => {
      const after = await store().head();
      await store().append(newStream(), 'none', newEvents(25));
      const whole = await readEverything(store(), after);
      expect(whole).toHaveLength(25);
      for (const limit of [1, 7, 25, 20_000]) expect(await readEverything(store(), after, limit)).toEqual(whole);
      expect(await store().readAll({ after: await store().head() })).toEqual([]);
    });

    it('hands over whole streams by name, where the store can, as they were at a position', async () => {
      const reader = store();
      if (!readsStreamwise(reader)) return;
      const prefix = newStream();
      const names = [prefix, `${prefix}-a`, `${prefix}-b"\\'`, `${prefix}-预审`];
      for (const name of names) await reader.append(name, 'none', newEvents(3));
      const upTo = (await reader.append(names[1] as string, 2, newEvents(1))).position;
      await reader.append(names[0] as string, 2, newEvents(1));
      await reader.append(`${prefix}-c`, 'none', newEvents(1));
      const then = (await readEverything(reader, '0')).filter(({ position }) => comparePositions(position, upTo) <= 0);
      for (const limit of [1, 3, 100]) {
        const streams: WholeStream[] = [];
        for (;;) {
          const page = await reader.readWholeStreams({ upTo, prefix, limit, after: streams.at(-1)?.stream });
          if (page.length === 0) break;
          streams.push(...page);
        }
        expect(streams.map(({ stream }) => stream)).toEqual(names);
        for (const { stream, events } of streams) {
          expect(events()).toEqual(then.filter((event) => event.stream === stream));
        }
      }
    });

    it('divides its streams, where it can, into parts that are all of them and none twice', async () => {
      const reader = store();
      if (!readsStreamwise(reader)) return;
      const prefix = newStream();
      for (let n = 0; n < 40; n += 1) await reader.append(`${prefix}-${n}`, 'none', newEvents(2));
      const upTo = await reader.head();
      const namesOf = async (between: { readonly from?: string; readonly before?: string }): Promise<string[]> => {
        const page = await reader.readWholeStreams({ upTo, limit: 10_000, ...between });
        return page.map(({ stream }) => stream);
      };
      const all = await namesOf({});
      for (const parts of [1, 2, 7]) {
        const cuts = await reader.divideStreams(parts);
        expect(cuts.length).toBeLessThan(parts);
        expect(cuts).toEqual([...new Set(cuts)].sort());
        const found: string[] = [];
        for (let part = 0; part <= cuts.length; part += 1) {
          found.push(...(await namesOf({ from: cuts[part - 1], before: cuts[part] })));
        }
        expect(found).toEqual(all);
      }
      expect((await reader.divideStreams(4)).length).toBeGreaterThan(0);
    });
  });
}
