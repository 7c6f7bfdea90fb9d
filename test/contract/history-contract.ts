import { newEvent, newStream, readEverything, type StoreUnderTest } from './event-fixtures';

/** `load`: history recorded elsewhere. */
export function historyContract(subject: () => StoreUnderTest): void {
  const store = () => subject().store;

  const lastInstant = async () => {
    const { recordedAt } = await store().append(newStream(), 'none', [newEvent()]);
    return Date.parse(recordedAt);
  };
  const at = (ms: number) => new Date(ms).toISOString();

  describe('load', () => {
    it('keeps ids, instants, streams and order, once however often it is asked', async () => {
      const start = await lastInstant();
      const after = await store().head();
      const [a, b] = [newStream(), newStream()];
      const history = [
        { ...newEvent({ n: 1 }), stream: a, revision: 0, recordedAt: at(start) },
        { ...newEvent({ n: 2 }), stream: b, revision: 0, recordedAt: at(start) },
        { ...newEvent({ n: 3 }), stream: a, revision: 1, recordedAt: at(start + 7) },
      ];
      const result = await store().load(history);
      expect(result).toMatchObject({ revision: 1, recordedAt: at(start + 7), repeated: false });
      const read = await readEverything(store(), after);
      expect(read).toEqual(history.map((event, index) => ({ ...event, position: read[index].position })));
      expect(await store().load(history)).toEqual({ ...result, repeated: true });
      expect(await store().positionAt(at(start + 6))).toBe(read[1].position);

      const next = await store().append(a, 1, [newEvent()]);
      expect(next.revision).toBe(2);
      expect(next.recordedAt >= at(start + 7)).toBe(true);
    });

    it('refuses history that goes back in time, that leaves revisions out or that reuses ids', async () => {
      const start = await lastInstant();
      const head = await store().head();
      const event = { ...newEvent(), stream: newStream(), revision: 0, recordedAt: at(start + 5) };
      const before = [{ ...event, recordedAt: at(start - 1) }];
      await expect(store().load(before)).rejects.toMatchObject({ name: 'HistoryOutOfOrder' });
      const backwards = [event, { ...event, id: newEvent().id, revision: 1, recordedAt: at(start + 4) }];
      await expect(store().load(backwards)).rejects.toMatchObject({ name: 'HistoryOutOfOrder' });
      const gap = [event, { ...event, id: newEvent().id, revision: 2 }];
      await expect(store().load(gap)).rejects.toMatchObject({ name: 'WrongExpectedRevision', actual: 0 });
      const twice = [event, { ...event, revision: 1 }];
      await expect(store().load(twice)).rejects.toMatchObject({ name: 'EventIdReused' });
      expect(await store().head()).toBe(head);
    });
  });
}
