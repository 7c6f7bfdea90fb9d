import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beginSeal } from '../chain';
import { type AppendRequest, decideBatch, type KnownEvent, type Outcome, type StoreState } from './decide-batch';
import type { StorableEvent } from '../storable-event';

const NOW = '2026-03-01T00:00:00.000Z';
const event = (id: string = randomUUID()): StorableEvent => ({
  id,
  type: 't.v1',
  data: '{}',
  metadata: '{}',
  bytes: 4,
  seal: beginSeal({ id, data: {}, metadata: { actor: 'u-1', source: 'test' } }),
});
const empty: StoreState = { position: 0n, tails: new Map(), known: new Map() };
const tail = (revision: number) => ({ revision, hash: 'a'.repeat(64) });
const resultOf = (outcome: Outcome) => ('result' in outcome ? outcome.result : undefined);
const refusalOf = (outcome: Outcome) => ('refusal' in outcome ? outcome.refusal : undefined);

describe('decideBatch', () => {
  it('gives dense positions and revisions across the appends of a batch', () => {
    const { outcomes, rows } = decideBatch(
      [
        { stream: 'a', expected: 'none', events: [event(), event()] },
        { stream: 'b', expected: 4, events: [event()] },
        { stream: 'a', expected: 1, events: [event()] },
      ],
      { ...empty, position: 9n, tails: new Map([['b', tail(4)]]) },
      NOW,
    );
    expect(rows.map(({ stream, revision, position }) => [stream, revision, position])).toEqual([
      ['a', 0, 10n],
      ['a', 1, 11n],
      ['b', 5, 12n],
      ['a', 2, 13n],
    ]);
    expect(resultOf(outcomes[2])).toEqual({ revision: 2, position: '13', recordedAt: NOW, repeated: false });
  });

  it('chains each event to the one before it in its stream, across the appends of a batch and of what is stored', () => {
    const { rows } = decideBatch(
      [
        { stream: 'a', expected: 'none', events: [event(), event()] },
        { stream: 'b', expected: 4, events: [event()] },
        { stream: 'a', expected: 1, events: [event()] },
      ],
      { ...empty, tails: new Map([['b', tail(4)]]) },
      NOW,
    );
    const [first, second, other, third] = rows;
    expect(first.previousHash).toBeNull();
    expect([second.previousHash, third.previousHash]).toEqual([first.hash, second.hash]);
    expect(other.previousHash).toBe(tail(4).hash);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(4);
    for (const { hash } of rows) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses a wrong revision naming the actual one, and goes on with the others', () => {
    const { outcomes, rows } = decideBatch(
      [
        { stream: 'a', expected: 3, events: [event()] },
        { stream: 'a', expected: 'none', events: [event()] },
        { stream: 'a', expected: 'none', events: [event()] },
      ],
      empty,
      NOW,
    );
    expect(refusalOf(outcomes[0])).toMatchObject({ name: 'WrongExpectedRevision', actual: 'none' });
    expect(resultOf(outcomes[1])?.revision).toBe(0);
    expect(refusalOf(outcomes[2])).toMatchObject({ name: 'WrongExpectedRevision', actual: 0 });
    expect(rows).toHaveLength(1);
  });

  it('answers a repeat within the batch, and one of what is in the store, as the first time', () => {
    const [known, fresh] = [event(), event()];
    const stored: KnownEvent = {
      stream: 'a',
      revision: 0,
      position: 3n,
      recordedAt: '2026-01-01T00:00:00.000Z',
      part: 0,
      parts: 1,
    };
    const { outcomes, rows } = decideBatch(
      [
        { stream: 'a', expected: 'none', events: [known] },
        { stream: 'b', expected: 'none', events: [fresh] },
        { stream: 'b', expected: 'none', events: [fresh] },
      ],
      { position: 8n, tails: new Map([['a', tail(5)]]), known: new Map([[known.id, stored]]) },
      NOW,
    );
    expect(resultOf(outcomes[0])).toEqual({
      revision: 0,
      position: '3',
      recordedAt: stored.recordedAt,
      repeated: true,
    });
    expect(resultOf(outcomes[2])).toEqual({ ...resultOf(outcomes[1]), repeated: true });
    expect(rows).toHaveLength(1);
  });

  it('names the id that is used twice', () => {
    const [a, b] = [event(), event()];
    const { outcomes } = decideBatch([{ stream: 'a', expected: 'none', events: [a, b, b] }], empty, NOW);
    expect(refusalOf(outcomes[0])).toMatchObject({ name: 'EventIdReused', eventId: b.id });
  });

  it('decides the same whether appends come in one batch or one by one', () => {
    const ids = Array.from({ length: 8 }, () => randomUUID());
    const request = fc.record({
      stream: fc.constantFrom('a', 'b', 'c'),
      expected: fc.constantFrom<'none' | number>('none', 0, 1, 2, 3),
      events: fc.array(fc.constantFrom(...ids).map(event), { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests: AppendRequest[]) => {
        const together = decideBatch(requests, empty, NOW);
        let state = empty;
        const hashes: string[] = [];
        const apart = requests.map((each) => {
          const { outcomes, rows } = decideBatch([each], state, NOW);
          state = {
            position: state.position + BigInt(rows.length),
            tails: new Map([...state.tails, ...rows.map((row) => [row.stream, row] as const)]),
            known: new Map([...state.known, ...rows.map((row) => [row.event.id, row] as const)]),
          };
          hashes.push(...rows.map(({ hash }) => hash));
          return outcomes[0];
        });
        expect(together.outcomes).toEqual(apart);
        expect(together.rows.map(({ hash }) => hash)).toEqual(hashes);
        expect(together.rows.map(({ position }) => position)).toEqual(
          together.rows.map((_, index) => BigInt(index + 1)),
        );
      }),
    );
  });
});
