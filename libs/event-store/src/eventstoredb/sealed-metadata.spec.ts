import { randomUUID } from 'node:crypto';
import { hashOf } from '../chain';
import { sealAppend, toAppendRequest } from './append-request';
import { toSealedEvent, toStored } from './sealed-metadata';

describe('a sealed append', () => {
  const metadata = { actor: 'u-1', source: 'test', reason: '“一”' };
  const event = (data: unknown) => ({ id: randomUUID().toUpperCase(), type: 't.v1', data, metadata });
  const place = { stream: 'project-1', position: '7', id: randomUUID() };

  it('is read back as the events that were given, each with the hash of what it holds', () => {
    const given = [event({ a: 1.0, b: [null] }), event('x'), event(null)];
    const request = toAppendRequest('project-1', 'none', given);
    const { events, tail } = sealAppend(request, undefined, '2026-03-01T00:00:00.000Z');
    const read = events.map(({ data, metadata: text, ...each }, revision) =>
      toSealedEvent(toStored({ ...place, ...each, data: JSON.parse(data), metadata: JSON.parse(text), revision })!),
    );
    let previousHash: string | null = null;
    for (const [index, sealed] of read.entries()) {
      expect(sealed).toMatchObject({
        ...given[index],
        id: given[index].id.toLowerCase(),
        previousHash,
        revision: index,
      });
      expect(sealed.metadata).toEqual(metadata);
      expect(sealed.hash).toBe(hashOf(sealed, previousHash));
      previousHash = sealed.hash;
    }
    expect(tail).toEqual({ revision: 2, hash: previousHash, recordedAt: '2026-03-01T00:00:00.000Z' });
  });

  it('names each attempt of one call alike, and those of another call otherwise', () => {
    const given = [event(1)];
    const [one, other] = [toAppendRequest('project-1', 3, given), toAppendRequest('project-1', 3, given)];
    const last = { revision: 3, hash: 'ab'.repeat(32), recordedAt: '2026-03-01T00:00:00.000Z' };
    const ids = [one, one, other].map((request) => sealAppend(request, last, last.recordedAt).events[0].id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
    expect(one.ids).toEqual(other.ids);
  });

  it.each([{ ...metadata, milepost: 1 }, null, [], 'text'])(
    'is refused with metadata that leave no place: %j',
    (own) => {
      const odd = { ...event(1), metadata: own as never };
      expect(() => toAppendRequest('project-1', 'none', [odd])).toThrow(
        expect.objectContaining({ name: 'EventNotStorable' }),
      );
    },
  );

  it('is refused by the names that are the server’s own, and when it is too large with its seals', () => {
    expect(() => toAppendRequest('$stats', 'none', [event(1)])).toThrow('EventStoreDB’s');
    const many = Array.from({ length: 2_900 }, () => event('x'.repeat(10)));
    expect(() => toAppendRequest('project-1', 'none', many)).toThrow(
      expect.objectContaining({ name: 'AppendTooLarge' }),
    );
  });

  it('is nothing that others wrote', () => {
    const foreign = { ...place, revision: 0, type: 't', data: {} };
    for (const odd of [undefined, {}, { milepost: {} }, { milepost: { id: 1 } }, 'text']) {
      expect(toStored({ ...foreign, metadata: odd })).toBeUndefined();
    }
  });
});
