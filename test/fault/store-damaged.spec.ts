import { SignerKey, verifyStore, witnessOf, type Verdict, type VerifyRequest } from '@milepost/audit';
import { hashOf, PostgresEventStore } from '@milepost/event-store';
import type { SealedEvent } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import {
  createAuditedStore,
  EVENTS,
  issue,
  newEvent,
  renumber,
  reseal,
  shift,
  SIGNER,
  SIZES,
  STRANGER,
  unlock,
} from '../support/audited-store';
import { createTestDatabase, type TestDatabase } from '../support/database';

const KEYS = [SIGNER.verifier];

describe('a store that was damaged behind its back', () => {
  let original: TestDatabase;
  let notes: string[];
  /** Its events, by position less one. */
  let events: SealedEvent[];
  let copy: TestDatabase;

  beforeAll(async () => {
    const { database, notes: issued } = await createAuditedStore();
    [original, notes] = [database, issued];
    const store = await PostgresEventStore.open(database.pool);
    events = await store.readSealed();
    await store.close();
    // Nobody may be connected to what is copied.
    await database.pool.end();
    expect(events).toHaveLength(EVENTS);
  });
  afterAll(() => original.drop());
  beforeEach(async () => void (copy = await createTestDatabase(original.name)));
  afterEach(() => copy.drop());

  const verify = async (options: Partial<VerifyRequest> = {}): Promise<Verdict> => {
    const store = await PostgresEventStore.open(copy.pool);
    try {
      const now = () => new Date().toISOString();
      return await verifyStore({ store, files: null, since: null, keys: KEYS, restart: false, now, ...options });
    } finally {
      await store.close();
    }
  };
  const damage = async (work: (pool: Pool) => Promise<unknown>, options: Partial<VerifyRequest> = {}) => {
    await unlock(copy.pool);
    await work(copy.pool);
    const { finding } = await verify(options);
    for (const text of [finding?.notice.en, finding?.notice.zh]) expect(text).not.toMatch(/\{\w+\}|undefined|null/);
    return (
      finding && {
        code: finding.notice.code,
        ...finding,
        notice: undefined,
        en: finding.notice.en,
        zh: finding.notice.zh,
      }
    );
  };
  /** What is found out about an event that is there. */
  const named = (code: string, { position, stream, revision, id }: SealedEvent) => ({
    code,
    position,
    stream,
    revision,
    id,
  });
  const set = (assignment: string, event: SealedEvent) => (pool: Pool) =>
    pool.query(`UPDATE event_store.events SET ${assignment} WHERE id = $1`, [event.id]);

  it('is not found damaged when it is not', async () => {
    expect(await verify()).toMatchObject({ finding: null, events: EVENTS, checkpoints: 2, streams: 8 });
    expect(await verify({ keys: null, since: witnessOf(notes[0], null) })).toMatchObject({ finding: null });
    expect(await verify({ since: witnessOf(notes[1], KEYS) })).toMatchObject({ finding: null });
  });

  it.each([
    ['data', `data = '{"number":39,"more":1}'`],
    ['metadata', `metadata = '{"actor":"u-2","source":"test"}'`],
    ['time', "recorded_at = recorded_at + interval '1 ms'"],
    ['type', "type = 'milestone.withdrawn.v1'"],
    ['id', 'id = gen_random_uuid()'],
    ['stream', "stream = 'project-other'"],
  ])('with changed %s is found out, and the event named', async (what, assignment) => {
    const event = events[39];
    const found = await damage(set(assignment, event));
    if (what === 'id')
      expect(found).toMatchObject({
        code: 'chain.altered',
        position: '40',
        stream: event.stream,
        revision: event.revision,
      });
    else if (what === 'stream')
      expect(found).toMatchObject({ code: 'chain.altered-or-inserted', position: '40', id: event.id });
    else expect(found).toMatchObject(named('chain.altered', event));
    expect(found?.en).toContain('position 40');
    expect(found?.zh).toContain('位置 40');
  });

  it.each([0, SIZES[0] - 1, SIZES[0], EVENTS - 1])('with changed data in event %i is found out', async (index) => {
    const found = await damage(set(`data = '{"changed":true}'`, events[index]));
    expect(found).toMatchObject({
      position: events[index].position,
      id: events[index].id,
      revision: events[index].revision,
    });
  });

  it('with an altered hash is found out', async () => {
    expect(await damage(set("hash = sha256('x')", events[39]))).toMatchObject(named('chain.hash-altered', events[39]));
  });

  it('with an altered previous hash is found out', async () => {
    expect(await damage(set("previous_hash = sha256('x')", events[39]))).toMatchObject(
      named('chain.altered', events[39]),
    );
  });

  it('with changed data and the event’s own hash made anew is found out', async () => {
    const event = events[39];
    const found = await damage(async (pool) => {
      await set(`data = '{"changed":true}'`, event)(pool);
      await reseal(pool, event.stream, event.revision, event.revision);
    });
    expect(found).toMatchObject(named('chain.replaced', event));
  });

  it('without an event in the middle is found out, and the missing one named', async () => {
    const { stream, revision, id } = events[49];
    const found = await damage((pool) => pool.query('DELETE FROM event_store.events WHERE id = $1', [id]));
    expect(found).toMatchObject({ code: 'chain.missing', position: '51', stream, revision });
  });

  it('without an event, and the rest moved up, is found out, and the missing one named', async () => {
    const { stream, revision, id } = events[49];
    const found = await damage(async (pool) => {
      await pool.query('DELETE FROM event_store.events WHERE id = $1', [id]);
      await shift(pool, 51, -1);
    });
    // It shows at the next event of its stream, which stood seven places behind it.
    expect(found).toMatchObject({ code: 'chain.missing', position: '56', stream, revision });
  });

  it('without an event, the rest moved up and its stream renumbered, is found out', async () => {
    const { stream, revision, id } = events[49];
    const found = await damage(async (pool) => {
      await pool.query('DELETE FROM event_store.events WHERE id = $1', [id]);
      await shift(pool, 51, -1);
      await renumber(pool, stream, revision + 1, -1);
    });
    expect(found).toMatchObject({ code: 'chain.missing', position: '56', stream, revision });
  });

  it('without the last event of a stream in the middle is found out by the gap that it leaves', async () => {
    // The first checkpoint has a successor; the second is the last of its stream.
    const found = await damage((pool) =>
      pool.query('DELETE FROM event_store.events WHERE id = $1', [events[SIZES[1]].id]),
    );
    expect(found).toMatchObject({ code: 'chain.gap', position: String(SIZES[1] + 2) });
  });

  it('with an event moved elsewhere is found out, and the moved one named', async () => {
    const event = events[49];
    const found = await damage(async (pool) => {
      await set(`position = ${EVENTS + 1}`, event)(pool);
      await pool.query('UPDATE event_store.head SET position = position + 1');
    });
    expect(found).toMatchObject({ code: 'chain.moved', id: event.id, position: String(EVENTS + 1) });
  });

  /** Puts an event into a stream behind another one, with the right hash, and what follows in both orders moved. */
  const insertAfter = async (pool: Pool, before: SealedEvent, hash?: string) => {
    const { stream, recordedAt } = before;
    const event = { ...newEvent({ put: 'in' }), stream, revision: before.revision + 1, recordedAt };
    const position = Number(before.position) + 1;
    await shift(pool, position, 1);
    await renumber(pool, stream, event.revision, 1);
    await pool.query(
      `INSERT INTO event_store.events
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1, decode($9, 'hex'), decode($10, 'hex'))`,
      [
        position,
        stream,
        event.revision,
        event.id,
        event.type,
        event.data,
        event.metadata,
        recordedAt,
        hash ?? hashOf(event, before.hash),
        before.hash,
      ],
    );
    return { ...event, position: String(position) };
  };

  it.each([
    ['the right hash', undefined],
    ['a hash out of nothing', 'ab'.repeat(32)],
  ])('with an event put in under %s is found out, and that one named', async (_, hash) => {
    let inserted: object | undefined;
    const found = await damage(async (pool) => void (inserted = await insertAfter(pool, events[39], hash)));
    const { id, position } = inserted as { id: string; position: string };
    expect(found).toMatchObject({ code: 'chain.inserted', id, position });
  });

  it('with an event put in behind its head is found out', async () => {
    const last = events[EVENTS - 1];
    const found = await damage(async (pool) => {
      await insertAfter(pool, last);
      await pool.query('UPDATE event_store.head SET position = position - 1');
    });
    expect(found).toMatchObject({ code: 'chain.beyond-head', position: String(EVENTS + 1), stream: last.stream });
  });

  const swap = (a: SealedEvent, b: SealedEvent) => async (pool: Pool) => {
    await set('position = -1', a)(pool);
    await set(`position = ${a.position}`, b)(pool);
    await set(`position = ${b.position}`, a)(pool);
  };

  it('with two events of a stream exchanged is found out, and the first that is out of place named', async () => {
    const [a, b] = [events[40], events[47]];
    expect(a.stream).toBe(b.stream);
    expect(await damage(swap(a, b))).toMatchObject({ code: 'chain.reordered', id: b.id, position: a.position });
  });

  it('with two events of different streams and instants exchanged is found out', async () => {
    const [a, b] = [events[41], events[42]];
    expect(a.recordedAt < b.recordedAt).toBe(true);
    expect(await damage(swap(a, b))).toMatchObject({ code: 'chain.out-of-time', id: b.id, position: a.position });
  });

  it('with two events of different streams and one instant exchanged is found out by the next checkpoint', async () => {
    const [a, b] = [events[42], events[43]];
    expect([a.recordedAt, a.stream === b.stream]).toEqual([b.recordedAt, false]);
    const found = await damage(swap(a, b));
    expect(found).toMatchObject({ code: 'chain.not-as-known' });
    expect(found?.en).toMatch(/^Events 1 to 120 .* checkpoint at position 121 /);
  });

  it('with its end cut off is found out by its head', async () => {
    const found = await damage((pool) => pool.query('DELETE FROM event_store.events WHERE position > 200'));
    expect(found).toMatchObject({ code: 'chain.cut-off-before-head', position: '200' });
  });

  it('with its end and head cut off is found out by a checkpoint that was kept elsewhere', async () => {
    const found = await damage(
      async (pool) => {
        await pool.query('DELETE FROM event_store.events WHERE position > 150');
        await pool.query('UPDATE event_store.head SET position = 150');
      },
      { since: witnessOf(notes[1], KEYS) },
    );
    expect(found).toMatchObject({ code: 'chain.cut-off', position: '150' });
    expect(found?.en).toContain('150 events are there, but the checkpoint of county.example/milepost over 181 events');
  });

  it.each([
    ['the checkpoint in it', {}],
    ['one that was kept elsewhere', { keys: null, since: true }],
  ])(
    'with a stream rewritten, hashes and all, is found out by %s',
    async (_, { since, ...options }: { keys?: null; since?: boolean }) => {
      const event = events[130];
      const found = await damage(
        async (pool) => {
          await set(`data = '{"changed":true}'`, event)(pool);
          await reseal(pool, event.stream);
        },
        { ...options, since: since ? witnessOf(notes[1], KEYS) : null },
      );
      expect(found).toMatchObject({ code: 'chain.not-as-known' });
      // What the first checkpoint covers is certain; of what the second one does, none more than another.
      expect(found?.en).toMatch(/^Events 121 to 181 /);
    },
  );

  it('with a stream rewritten, hashes and all, and no key known, says that the checkpoint may be false instead', async () => {
    const event = events[130];
    const found = await damage(
      async (pool) => {
        await set(`data = '{"changed":true}'`, event)(pool);
        await reseal(pool, event.stream);
      },
      { keys: null },
    );
    expect(found).toMatchObject(named('checkpoint.untrue', events[SIZES[1]]));
    expect(found?.en).toContain('events 121 to 181');
  });

  it('rewritten from a checkpoint on, and signed by somebody else, is found out by the key', async () => {
    const work = async (pool: Pool) => {
      await set(`data = '{"changed":true}'`, events[130])(pool);
      await reseal(pool, events[130].stream);
      await pool.query('DELETE FROM event_store.events WHERE position > 181');
      await pool.query('UPDATE event_store.head SET position = 181');
      await pool.query('DROP SCHEMA audit CASCADE');
      await pool.query("DELETE FROM public.schema_migrations WHERE component = 'audit.log'");
      const store = await PostgresEventStore.open(pool);
      await issue(store, pool, STRANGER);
      await store.close();
    };
    const found = await damage(work);
    expect(found).toMatchObject({
      code: 'checkpoint.forged',
      position: '182',
      stream: 'checkpoint-county.example/milepost',
    });
  });

  it.each([
    ['another root', 'rootHash', '"A"'],
    ['another size', 'size', '100'],
    ['another note', 'note', '"x"'],
    ['another log’s name', 'origin', '"other.example"'],
  ])('with a checkpoint that tells %s than was signed is found out, even without a key', async (_, field, value) => {
    const checkpoint = events[SIZES[0]];
    const found = await damage(
      async (pool) => {
        const data = { ...(checkpoint.data as object), [field]: JSON.parse(value) as unknown };
        await pool.query('UPDATE event_store.events SET data = $2 WHERE id = $1', [checkpoint.id, data]);
        await reseal(pool, checkpoint.stream);
      },
      { keys: null },
    );
    expect(found).toMatchObject(named('checkpoint.forged', checkpoint));
  });

  it('with a checkpoint by another key is found out, whatever it says', async () => {
    const found = await damage(async (pool) => {
      const store = await PostgresEventStore.open(pool);
      await issue(store, pool, SignerKey.parse(SignerKey.generate('other.example')));
      await store.close();
    });
    expect(found).toMatchObject({
      code: 'checkpoint.forged',
      position: String(EVENTS + 1),
      stream: 'checkpoint-other.example',
    });
  });
});
