import { randomUUID } from 'node:crypto';
import { CheckpointLog, CheckpointSchedule, type ScheduleNotice } from '../../libs/audit/src';
import { EventStoreUnavailable, PostgresEventStore } from '../../libs/event-store/src';
import type { CheckpointIssued, Clock } from '../../libs/lifecycle/src';
import { tryAcquireLease } from '../../libs/postgres/src';
import { startApi } from '../support/api';
import { createTestKey, type TestKey } from '../support/checkpoints';
import { registered } from '../support/commands';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { waitUntil } from '../support/wait-until';

const ORIGIN = 'milepost.example/test';
const systemClock: Clock = { now: () => new Date().toISOString() };

describe('the schedule of checkpoints', () => {
  let key: TestKey;
  let database: TestDatabase;
  let store: PostgresEventStore;
  const running = new Set<CheckpointSchedule>();

  beforeEach(async () => {
    key = await createTestKey(ORIGIN);
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
  });
  afterEach(async () => {
    await Promise.all([...running].map((schedule) => schedule.stop()));
    running.clear();
    await store.close();
    await database.drop();
    key.remove();
  });

  const openLog = (): Promise<CheckpointLog> => CheckpointLog.open({ store, pool: database.pool, key: key.key });

  async function start(options: { everySeconds?: number; clock?: Clock; log?: CheckpointLog } = {}) {
    const { everySeconds = 1, clock = systemClock, log = await openLog() } = options;
    const notices: ScheduleNotice[] = [];
    const onNotice = (notice: ScheduleNotice): void => void notices.push(notice);
    const schedule = new CheckpointSchedule({ log, pool: database.pool, clock, everySeconds, standByMs: 20, onNotice });
    running.add(schedule);
    schedule.start();
    return { schedule, notices };
  }

  async function append(count = 1): Promise<void> {
    const metadata = { actor: 'u-1', source: 'test' };
    for (let event = 0; event < count; event += 1) {
      const id = randomUUID();
      await store.append(`thing-${id}`, 'none', [{ id, type: 'thing.happened.v1', data: {}, metadata }]);
    }
  }

  const sizes = async (): Promise<number[]> =>
    (await store.readStream(`checkpoint-${ORIGIN}`)).map(({ data }) => (data as CheckpointIssued).size);

  it('signs what came since, again and again, and never what is nothing but checkpoints', async () => {
    await append(2);
    await start();
    await waitUntil('the first checkpoint', async () => (await sizes()).length === 1);
    await append();
    await waitUntil('the second checkpoint', async () => (await sizes()).length === 2);
    expect(await sizes()).toEqual([2, 4]);
    const [first] = await store.readStream(`checkpoint-${ORIGIN}`);
    expect(first?.metadata).toMatchObject({ actor: 'milepost', source: 'schedule' });
  });

  it('is kept by one process at a time; another takes over, and no size is signed twice', async () => {
    await append();
    const all = await Promise.all([start(), start(), start()]);
    const told = (): string[] => all.flatMap(({ notices }) => notices.map(({ kind }) => kind));
    await waitUntil('the first checkpoint', () => told().length === 1);
    const [leader] = all.filter(({ notices }) => notices.length > 0);
    await leader!.schedule.stop();
    await append();
    await waitUntil('a checkpoint of another process', () => told().length === 2);
    expect(told()).toEqual(['issued', 'issued']);
    expect(leader!.notices).toHaveLength(1);
    expect(await sizes()).toEqual([1, 3]);
  });

  it('counts from the last checkpoint, not from the start of the process', async () => {
    await append();
    const log = await openLog();
    const outcome = await log.issue({ actor: 'u-1', source: 'test' });
    if (!outcome.accepted) throw new Error(outcome.error.en);
    await append();
    // All but 200 milliseconds of the hour are over.
    const now = new Date(Date.parse(outcome.checkpoint.issuedAt) + 3_600_000 - 200).toISOString();
    await start({ everySeconds: 3_600, clock: { now: () => now }, log });
    await waitUntil('the second checkpoint', async () => (await sizes()).length === 2);
  });

  it('ends in order, and leaves the lease to others', async () => {
    await append();
    const { schedule } = await start({ everySeconds: 3_600 });
    await waitUntil('the first checkpoint', async () => (await sizes()).length === 1);
    await schedule.stop();
    const lease = await tryAcquireLease(database.pool, 'audit/checkpoints');
    expect(lease).toBeDefined();
    await lease?.release();
  });

  it('goes on after an outage', async () => {
    await append();
    const log = await openLog();
    jest.spyOn(log, 'issue').mockRejectedValueOnce(new EventStoreUnavailable('the database failed'));
    const { notices } = await start({ log });
    await waitUntil('two notices', () => notices.length === 2);
    expect(notices.map(({ kind }) => kind)).toEqual(['failed', 'issued']);
    expect(await sizes()).toEqual([1]);
  });

  it('raises the alarm instead of signing over a changed store', async () => {
    await append(3);
    const { schedule, notices } = await start();
    await waitUntil('the first checkpoint', async () => (await sizes()).length === 1);
    await database.pool.query('ALTER TABLE event_store.events DISABLE TRIGGER USER');
    await database.pool.query(`UPDATE event_store.events SET hash = sha256('forged') WHERE position = 2`);
    await append();
    await waitUntil('the refusal', () => notices.some(({ kind }) => kind === 'refused'));
    expect(schedule.lastRefusal).toMatchObject({ code: 'checkpoint.inconsistent', params: { size: 3 } });
    expect(await sizes()).toEqual([3]);
  });
});

describe('a server with a key', () => {
  it('issues checkpoints by itself', async () => {
    const key = await createTestKey(ORIGIN, 1);
    const api = await startApi({ env: key.env });
    const size = async (): Promise<number> => (await api.ask('{ checkpoint { size } }')).data.checkpoint?.size ?? 0;
    try {
      await waitUntil('the first checkpoint', async () => (await size()) === 4);
      await registered(api);
      await waitUntil('the second checkpoint', async () => (await size()) === 6);
    } finally {
      await api.close();
      key.remove();
    }
  });
});
