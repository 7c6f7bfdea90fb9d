import { PostgresEventStore } from '@milepost/event-store';
import { generateSample } from '@milepost/sample';
import { writeFirstEvents } from '../../apps/server/src/composition/first-events';
import { createTestDatabase, type TestDatabase } from '../support/database';

const quiet = { log: jest.fn(), warn: jest.fn(), error: jest.fn() };
const clock = { now: () => '2026-07-01T00:00:00.000Z' };

describe('what an empty store starts with', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
  });

  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  it('is the built-in rules, once', async () => {
    for (let start = 0; start < 2; start += 1) await writeFirstEvents({ store, clock, logger: quiet, demo: false });
    const events = await store.readAll();
    expect(events.map(({ stream, revision }) => [stream, revision])).toEqual([
      ['catalogue-cn-investment', 0],
      ['ruleset-five-milestones', 0],
      ['ruleset-handover-chain', 0],
      ['integrity-rules-cn-integrity', 0],
    ]);
  });

  it('is the whole sample for a demonstration, once, or nothing of it', async () => {
    const { events } = generateSample();
    const load = jest.spyOn(store, 'load');
    for (let start = 0; start < 2; start += 1) await writeFirstEvents({ store, clock, logger: quiet, demo: true });
    expect(await store.head()).toBe(String(events.length));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is left alone where there are events already', async () => {
    await writeFirstEvents({ store, clock, logger: quiet, demo: false });
    await writeFirstEvents({ store, clock, logger: quiet, demo: true });
    expect(await store.head()).toBe('4');
  });

  it('is the rest of the sample where its loading was cut off', async () => {
    const { events } = generateSample();
    const begun = {
      head: async () => '7',
      readAll: async () => [events[0]],
      leafIndexOf: async (id: string) => (id === events[0]?.id ? 0 : undefined),
      load: jest.fn(),
    };
    await writeFirstEvents({ store: begun as never, clock, logger: quiet, demo: true });
    expect(begun.load).toHaveBeenCalledWith(events);
  });
});
