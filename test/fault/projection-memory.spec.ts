import { randomUUID } from 'node:crypto';
import { PostgresEventStore } from '@milepost/event-store';
import { ViewGate } from '@milepost/projection';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { spawnProjection } from '../support/projection-spawn';

jest.setTimeout(240_000);

const EVENTS = 80_000;
const STREAMS = 20_000;
const BYTES = 2_000;

describe('a projector with a large backlog', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
    const filling = 'x'.repeat(BYTES);
    for (let from = 0; from < EVENTS; from += 5_000) {
      await store.load(
        Array.from({ length: 5_000 }, (_, i) => ({
          id: randomUUID(),
          type: 'toy.counted',
          stream: `toy-${(from + i) % STREAMS}`,
          revision: Math.floor((from + i) / STREAMS),
          recordedAt: new Date(Date.UTC(2020, 0, 1) + from + i).toISOString(),
          data: { amount: 1, filling },
          metadata: { actor: 'test', source: 'test' },
        })),
      );
    }
  });

  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it('needs no memory for the backlog: a third of its size is plenty', async () => {
    const megabytes = Math.floor((EVENTS * BYTES) / 3 / 1024 / 1024);
    const gate = new ViewGate(database.pool);
    const following = spawnProjection({ url: database.url, task: 'follow', batchSize: 2_000 }, [
      `--max-old-space-size=${megabytes}`,
    ]);
    try {
      const died = following.ended.then(({ code, signal, errors }) => {
        throw new Error(`the projector ended: ${code} ${signal} ${errors.slice(0, 500)}`);
      });
      await Promise.race([gate.waitFor('toy', String(EVENTS), 200_000), died]);
      const { rows } = await database.pool.query(`SELECT count(*)::integer AS entries FROM toy.entry`);
      expect(rows).toEqual([{ entries: EVENTS }]);
    } finally {
      following.child.kill('SIGKILL');
      await following.ended.catch(() => undefined);
      await gate.close();
    }
  });
});
