import { listen, tryAcquireLease } from '@milepost/postgres';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { waitUntil } from '../../support/wait-until';

describe('sessions of their own', () => {
  jest.setTimeout(60_000);
  let database: TestDatabase;
  beforeAll(async () => void (database = await createTestDatabase()));
  afterAll(() => database.drop());

  const cutOthers = () =>
    database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );

  it('gives a lease to one at a time', async () => {
    const lease = await tryAcquireLease(database.pool, 'projector');
    expect(lease).toBeDefined();
    expect(await tryAcquireLease(database.pool, 'projector')).toBeUndefined();
    const other = await tryAcquireLease(database.pool, 'webhooks');
    expect(other).toBeDefined();
    expect(lease!.signal.aborted).toBe(false);
    await lease!.release();
    await lease!.lost;
    const next = await tryAcquireLease(database.pool, 'projector');
    expect(next).toBeDefined();
    await Promise.all([next!.release(), other!.release()]);
  });

  it('tells the holder when the connection of a lease breaks', async () => {
    const lease = await tryAcquireLease(database.pool, 'broken');
    await cutOthers();
    await lease!.lost;
    expect(lease!.signal.aborted).toBe(true);
    const next = await tryAcquireLease(database.pool, 'broken');
    expect(next).toBeDefined();
    await next!.release();
  });

  it('hands notifications to the handler of their channel, and wakes after a lost connection', async () => {
    const heard: string[] = [];
    let reconnected = 0;
    const listener = listen(database.pool, {
      handlers: { news: (payload) => heard.push(payload) },
      onReconnect: () => reconnected++,
    });
    await listener.ready;
    await database.pool.query("SELECT pg_notify('news', 'one'), pg_notify('other', 'not for us')");
    await waitUntil('the first notification', () => heard.length === 1);
    await cutOthers();
    await waitUntil('listening again', () => reconnected === 1);
    await database.pool.query("SELECT pg_notify('news', 'two')");
    await waitUntil('the second notification', () => heard.length === 2);
    expect(heard).toEqual(['one', 'two']);
    await listener.close();
  });
});
