import { comparePositions } from '@milepost/lifecycle';
import { waitUntil } from '../support/wait-until';
import { follow, newEvent, newEvents, newStream, readEverything, type StoreUnderTest } from './event-fixtures';

/** The global order: positions follow commit order, instants never decrease. */
export function orderContract(subject: () => StoreUnderTest): void {
  const store = () => subject().store;

  describe('global order', () => {
    it('gives rising positions and instants to many writers of two instances', async () => {
      const other = await subject().reopen();
      try {
        const after = await store().head();
        const clocks = new Map<string, number>();
        const write = async (number: number) => {
          const [writer, stream] = [number % 2 ? other : store(), newStream()];
          clocks.set(stream, subject().clocksApart ? number % 2 : 0);
          await writer.append(stream, 'none', newEvents(1 + (number % 3)));
          await writer.append(stream, number % 3, newEvents(2));
        };
        await Promise.all(Array.from({ length: 120 }, (_, number) => write(number)));
        const events = await readEverything(store(), after, 50);
        expect(events).toHaveLength(120 * 2 + 120 * 2);
        events.slice(1).forEach((event, index) => {
          expect(comparePositions(events[index].position, event.position)).toBeLessThan(0);
        });
        for (const clock of new Set(clocks.values())) {
          const instants = events.filter(({ stream }) => clocks.get(stream) === clock).map((event) => event.recordedAt);
          expect(instants).toEqual(instants.toSorted());
        }
        expect(events.at(-1)!.position).toBe(await store().head());
      } finally {
        await other.close();
      }
    });

    it('answers with the position and instant at which the events are read', async () => {
      const stream = newStream();
      const { position, recordedAt, revision } = await store().append(stream, 'none', newEvents(3));
      expect((await store().readStream(stream)).at(-1)).toMatchObject({ position, recordedAt, revision });
      expect(recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    });

    it('never shows a later position before one that commits late', async () => {
      if (!subject().forceLateCommit) return;
      const after = await store().head();
      const late = newEvent();
      const held = await subject().forceLateCommit!(newStream(), late);
      const following = follow(store(), after, (seen) => seen.length >= 4);
      const other = await subject().reopen();
      try {
        const answered: string[] = [];
        const appends = [store(), store(), other].map(async (writer) => {
          const { position } = await writer.append(newStream(), 'none', [newEvent()]);
          answered.push(position);
          // Whoever is answered sees everything up to its own position, the late one included.
          expect((await store().readAll({ after }))[0].id).toBe(late.id);
        });
        for (let look = 0; look < 20; look++) expect(await other.readAll({ after })).toEqual([]);
        expect(answered).toEqual([]);
        await held.commit();
        await Promise.all(appends);
        const seen = await following;
        expect(seen[0].id).toBe(late.id);
        expect(seen).toEqual(await readEverything(store(), after));
      } finally {
        await other.close();
      }
    });

    it('shows readers that poll no gap that fills later, while writers go on', async () => {
      const other = await subject().reopen();
      try {
        const after = await store().head();
        let writing = true;
        const seen: string[] = [];
        const reader = (async () => {
          for (let last = after, more = true; more;) {
            more = writing;
            const page = await other.readAll({ after: last, limit: 20 });
            seen.push(...page.map(({ id }) => id));
            last = page.at(-1)?.position ?? last;
            more ||= page.length > 0;
          }
        })();
        const writers = [store(), other, store(), other].map(async (writer) => {
          for (let number = 0; number < 50; number++) await writer.append(newStream(), 'none', newEvents(2));
        });
        await Promise.all(writers);
        writing = false;
        await reader;
        expect(seen).toEqual((await readEverything(store(), after)).map(({ id }) => id));
        await waitUntil('all events seen', () => seen.length === 400);
      } finally {
        await other.close();
      }
    });

    it('finds the last position of an instant', async () => {
      await store().append(newStream(), 'none', newEvents(2));
      const events = await readEverything(store(), '0');
      const instants = [...new Set(events.map(({ recordedAt }) => recordedAt))];
      const sampled = instants.filter((_, index) => index % Math.ceil(instants.length / 20) === 0);
      for (const instant of [...sampled, instants.at(-1)!, '2000-01-01T00:00:00.000Z', '9999-01-01T00:00:00.000Z']) {
        // What follows a later one counts as later, should instants ever go back.
        const passed = events.findIndex(({ recordedAt }) => recordedAt > instant);
        const expected = (passed < 0 ? events.at(-1) : events[passed - 1])?.position ?? '0';
        expect([instant, await store().positionAt(instant)]).toEqual([instant, expected]);
      }
    });
  });
}
