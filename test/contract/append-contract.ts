import fc from 'fast-check';
import { newEvent, newEvents, newStream, type StoreUnderTest } from './event-fixtures';

/** Expected revisions, idempotency, atomicity and limits of `append`. */
export function appendContract(subject: () => StoreUnderTest): void {
  const store = () => subject().store;

  describe('append', () => {
    it('creates a stream once, and refuses the second writer naming what it found', async () => {
      const stream = newStream();
      const first = await store().append(stream, 'none', newEvents(3));
      expect(first).toMatchObject({ revision: 2, repeated: false });
      await expect(store().append(stream, 'none', [newEvent()])).rejects.toMatchObject({
        name: 'WrongExpectedRevision',
        stream,
        expected: 'none',
        actual: 2,
      });
    });

    it('lets one of many racing creators win, from two instances', async () => {
      const other = await subject().reopen();
      try {
        const stream = newStream();
        const writers = Array.from({ length: 20 }, (_, number) => (number % 2 ? other : store()));
        const results = await Promise.allSettled(writers.map((writer) => writer.append(stream, 'none', [newEvent()])));
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const result of results) {
          if (result.status === 'rejected') {
            expect(result.reason).toMatchObject({ name: 'WrongExpectedRevision', actual: 0 });
          }
        }
        expect(await store().readStream(stream)).toHaveLength(1);
      } finally {
        await other.close();
      }
    });

    it.each([0, 2, 99])('refuses revision %i of a stream at 1, and of one that does not exist', async (expected) => {
      const stream = newStream();
      await store().append(stream, 'none', newEvents(2));
      const refusal = store().append(stream, expected, [newEvent()]);
      await expect(refusal).rejects.toMatchObject({ name: 'WrongExpectedRevision', expected, actual: 1 });
      const absent = store().append(newStream(), expected, [newEvent()]);
      await expect(absent).rejects.toMatchObject({ name: 'WrongExpectedRevision', expected, actual: 'none' });
    });

    it('answers a repeated append as the first time, at once, concurrently and after later events', async () => {
      const stream = newStream();
      const events = newEvents(3);
      const [first, ...others] = await Promise.all([1, 2, 3, 4].map(() => store().append(stream, 'none', events)));
      const answers = [first, ...others];
      expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
      await store().append(stream, 2, newEvents(2));
      answers.push(await store().append(stream, 'none', events));
      const other = await subject().reopen();
      answers.push(await other.append(stream, 'none', events).finally(() => other.close()));
      for (const answer of answers) expect({ ...answer, repeated: true }).toEqual({ ...first, repeated: true });
      expect(await store().readStream(stream)).toHaveLength(5);
    });

    it('lets one of two instances that race with the same append write it', async () => {
      const other = await subject().reopen();
      try {
        for (let round = 0; round < 10; round++) {
          const [stream, events] = [newStream(), newEvents(2)];
          const answers = await Promise.all([store(), other].map((writer) => writer.append(stream, 'none', events)));
          expect(answers.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
          expect(answers[0].position).toBe(answers[1].position);
        }
      } finally {
        await other.close();
      }
    });

    it('refuses a part of an append, a longer one, another order, another stream', async () => {
      const stream = newStream();
      const [a, b, c] = newEvents(3);
      await store().append(stream, 'none', [a, b, c]);
      for (const events of [[a], [a, b], [b, c], [c], [a, b, c, newEvent()], [b, a, c], [newEvent(), a]]) {
        await expect(store().append(stream, 'none', events)).rejects.toMatchObject({ name: 'EventIdReused', stream });
      }
      const elsewhere = store().append(newStream(), 'none', [a, b, c]);
      await expect(elsewhere).rejects.toMatchObject({ name: 'EventIdReused', eventId: a.id });
      const twice = store().append(newStream(), 'none', [newEvent(), ...Array(2).fill(newEvent())]);
      await expect(twice).rejects.toMatchObject({ name: 'EventIdReused' });
      expect(await store().readStream(stream)).toHaveLength(3);
    });

    it('writes all events of an append or none, and a bad append fails alone', async () => {
      const [good, bad, reused] = [newStream(), newStream(), newEvent()];
      await store().append(newStream(), 'none', [reused]);
      const results = await Promise.allSettled([
        store().append(good, 'none', newEvents(2)),
        store().append(bad, 'none', [newEvent(), newEvent(), reused]),
        store().append(bad, 3, newEvents(2)),
        store().append(good, 1, newEvents(2)),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
      expect(await store().readStream(bad)).toEqual([]);
      expect((await store().readStream(good)).map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
    });

    it('refuses what it can not hold, by name, and takes an append of just under 1 MiB', async () => {
      const stream = newStream();
      const unusable = [
        { ...newEvent(), id: 'not-a-uuid' },
        newEvent('a\u0000b'),
        { ...newEvent(), data: undefined },
        newEvent(1n),
      ];
      for (const event of unusable) {
        await expect(store().append(stream, 'none', [event])).rejects.toMatchObject({ name: 'EventNotStorable' });
      }
      await expect(store().append(stream, 'none', [])).rejects.toMatchObject({ name: 'EventNotStorable' });
      const half = () => newEvent('用'.repeat(180_000));
      await expect(store().append(stream, 'none', [half(), half()])).rejects.toMatchObject({ name: 'AppendTooLarge' });
      expect(await store().append(stream, 'none', [half()])).toMatchObject({ revision: 0 });
    });

    it('gives back any JSON as it was', async () => {
      const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !/\\u0000/.test(JSON.stringify(value)));
      await fc.assert(
        fc.asyncProperty(fc.array(json, { minLength: 1, maxLength: 4 }), async (values) => {
          const stream = newStream();
          const events = values.map((value) => newEvent(value));
          await store().append(stream, 'none', events);
          const read = await store().readStream(stream);
          expect(read.map(({ id, type, metadata }) => ({ id, type, metadata }))).toEqual(
            events.map(({ id, type, metadata }) => ({ id, type, metadata })),
          );
          expect(read.map(({ data }) => JSON.stringify(data))).toEqual(values.map((value) => JSON.stringify(value)));
        }),
        { numRuns: 40 },
      );
    });

    it('gives back names, large and small numbers and nested data exactly', async () => {
      const data = {
        name: '智能终端产业园（二期）“𠮷野家” \u2028 \\u0000 🚧',
        exact: '12345678901234567890.10',
        numbers: [0, -1, 0.1, 1e21, 5e-324, Number.MAX_SAFE_INTEGER, 1.7976931348623157e308],
        nested: { a: [{ b: { c: [null, true, [], {}] } }] },
      };
      const stream = newStream();
      await store().append(stream, 'none', [newEvent(data)]);
      expect((await store().readStream(stream))[0].data).toEqual(data);
    });
  });
}
