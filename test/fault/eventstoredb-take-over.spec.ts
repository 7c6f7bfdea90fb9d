import { EventStoreDbEventStore } from '@milepost/event-store';
import type { SealedEvent } from '@milepost/lifecycle';
import { newEvent, newStream } from '../contract/event-fixtures';
import { sealedElsewhere } from '../contract/take-over-contract';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { type AppendFault, Emulator } from '../support/eventstoredb';

const EVENTS = 240;
const STREAMS = 40;
/** Which append meets the fault: many are under way before and after it. */
const AT = 30;

describe('events of another store taken over by an EventStoreDB that fails', () => {
  jest.setTimeout(60_000);
  let database: TestDatabase;
  let emulator: Emulator;
  let store: EventStoreDbEventStore;

  beforeEach(async () => {
    database = await createTestDatabase();
    emulator = await Emulator.start();
    store = await EventStoreDbEventStore.open(emulator.url, { pool: database.pool, answerMs: 500 });
  });

  afterEach(async () => {
    await store.close();
    await emulator.die();
    await database.drop();
  });

  const events = (): SealedEvent[] => {
    const streams = Array.from({ length: STREAMS }, newStream);
    return sealedElsewhere(
      Array.from({ length: EVENTS }, (_, number) => ({
        ...newEvent({ number }),
        stream: streams[number % STREAMS],
        revision: Math.floor(number / STREAMS),
        recordedAt: '2026-01-01T00:00:00.000Z',
      })),
    );
  };
  const meets = (fault: AppendFault) => {
    // Those before it are answered as ever.
    emulator.misbehaviour.next(...Array.from({ length: AT }, () => ({ lateMs: 0 })), fault);
  };
  const load = (some: readonly SealedEvent[]) => store.loadSealed(some, { after: '0', toleranceMs: 0 });
  const stored = async () => (await store.readSealed()).map(({ id, hash }) => `${id} ${hash}`);
  const asSent = (some: readonly SealedEvent[]) => some.map(({ id, hash }) => `${id} ${hash}`);

  it.each<AppendFault>(['drop', 'store, then drop', 'store in silence', { lateMs: 900 }])(
    'stand once and in order after %j',
    async (fault) => {
      const sent = events();
      meets(fault);
      const position = await load(sent);
      expect(await stored()).toEqual(asSent(sent));
      expect(position).toBe(await store.head());
    },
  );

  it.each<AppendFault>(['not ready', 'silence'])('are given up plainly where %j lets others pass', async (fault) => {
    const sent = events();
    meets(fault);
    await expect(load(sent)).rejects.toMatchObject({
      name: 'HistoryOutOfOrder',
      message: expect.stringContaining(`where ${sent[AT].id} was to come`) as string,
    });
  });

  it('stand once and in order when the server dies under way and comes back', async () => {
    const sent = events();
    const position = load(sent);
    while (emulator.log.all.length < EVENTS / 3) await new Promise((resolve) => setImmediate(resolve));
    await emulator.die();
    await emulator.start();
    await position;
    expect(await stored()).toEqual(asSent(sent));
  });
});
