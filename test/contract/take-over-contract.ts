import { hashOf } from '@milepost/event-store';
import type { RecordedEvent, SealedEvent } from '@milepost/lifecycle';
import { newEvent, newStream, type StoreUnderTest } from './event-fixtures';

/** Events as another store holds them, from the first of each stream. */
export function sealedElsewhere(events: readonly Omit<RecordedEvent, 'position'>[]): SealedEvent[] {
  const tails = new Map<string, string>();
  return events.map((event, index) => {
    const previousHash = tails.get(event.stream) ?? null;
    const hash = hashOf(event, previousHash);
    tails.set(event.stream, hash);
    return { ...event, position: String(index + 1), hash, previousHash };
  });
}

/** `loadSealed`: the events of another store; and where leaves stand. */
export function takeOverContract(subject: () => StoreUnderTest): void {
  const store = () => subject().store;
  const placeless = (events: readonly SealedEvent[]) => events.map(({ position: _, ...event }) => event);

  const begin = async () => {
    const { recordedAt, position } = await store().append(newStream(), 'none', [newEvent()]);
    return { after: position, at: (ms: number) => new Date(Date.parse(recordedAt) + ms).toISOString() };
  };

  describe('loadSealed', () => {
    it('takes events over as they stand, hashes included, once however often it is asked', async () => {
      const { after, at } = await begin();
      const [a, b] = [newStream(), newStream()];
      const place = (stream: string, revision: number, recordedAt: string) => ({
        ...newEvent({ revision, 内容: '环评' }),
        ...{ stream, revision, recordedAt },
      });
      const events = sealedElsewhere([
        place(a, 0, at(0)),
        place(a, 1, at(0)),
        place(b, 0, at(40)),
        place(a, 2, at(15)),
        place(b, 1, at(40)),
      ]);
      const options = { after, toleranceMs: 60_000 };
      const position = await store().loadSealed(events, options);
      expect(await store().loadSealed(events, options)).toBe(position);
      const read = await store().readSealed({ after });
      expect(placeless(read)).toEqual(placeless(events));
      expect(read[4].position).toBe(position);
      // The fourth is earlier than the third: what was known at its instant ends before the third.
      for (const [ms, last] of [
        [0, 1],
        [15, 1],
        [39, 1],
        [40, 4],
      ]) {
        expect(await store().positionAt(at(ms))).toBe(read[last].position);
      }
      const next = await store().append(a, 2, [newEvent()]);
      expect(next.recordedAt >= at(15)).toBe(true);
      const [goesOn] = await store().readSealed({ after: position });
      expect(goesOn.previousHash).toBe(events[3].hash);
      expect(goesOn.hash).toBe(hashOf(goesOn, events[3].hash));
    });

    it('refuses an event that is not what its hash was made of, and writes nothing', async () => {
      const { after, at } = await begin();
      const [event] = sealedElsewhere([{ ...newEvent(), stream: newStream(), revision: 0, recordedAt: at(1) }]);
      const altered = { ...event, data: { milestone: 'altered' } };
      await expect(store().loadSealed([altered], { after, toleranceMs: 0 })).rejects.toMatchObject({
        name: 'SealBroken',
      });
      expect(await store().head()).toBe(after);
    });

    it('refuses to go on in a stream that others have written to', async () => {
      const { after, at } = await begin();
      const stream = newStream();
      const events = sealedElsewhere([{ ...newEvent(), stream, revision: 0, recordedAt: at(1) }]);
      await store().append(stream, 'none', [newEvent()]);
      const head = await store().head();
      const refused: unknown = await store()
        .loadSealed(events, { after, toleranceMs: 60_000 })
        .catch((error: Error) => error.name);
      expect(['WrongExpectedRevision', 'HistoryOutOfOrder']).toContain(refused);
      expect(await store().head()).toBe(head);
    });
  });

  it('says where each leaf stands', async () => {
    await begin();
    const count = await store().count();
    const last = (await store().positionOfLeaf(count - 1))!;
    expect(last).toBe(await store().head());
    const before = count === 1 ? '0' : (await store().positionOfLeaf(count - 2))!;
    const [event] = await store().readAll({ after: before });
    expect(event.position).toBe(last);
    expect(await store().leafIndexOf(event.id)).toBe(count - 1);
    expect(await store().positionOfLeaf(count)).toBeUndefined();
    expect(await store().positionOfLeaf(-1)).toBeUndefined();
  });
}
