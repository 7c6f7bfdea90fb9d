import { EVENT_STORE, type EventStore } from '../../libs/event-store/src';
import { startApi, type Api } from '../support/api';
import { createTestKey, inclusionOf, issued, type TestKey } from '../support/checkpoints';
import { headOf, registered } from '../support/commands';

describe('a store that somebody has changed behind its back', () => {
  let key: TestKey;
  let api: Api;
  beforeEach(async () => {
    key = await createTestKey();
    api = await startApi({ env: key.env });
    await registered(api);
    await issued(api);
  });
  afterEach(async () => {
    await api.close();
    key.remove();
  });

  const store = (): EventStore => api.app.get<EventStore>(EVENT_STORE, { strict: false });

  async function damage(statement: string): Promise<void> {
    const { pool } = api.database;
    await pool.query('ALTER TABLE event_store.events DISABLE TRIGGER USER');
    await pool.query(statement);
    await pool.query('ALTER TABLE event_store.events ENABLE TRIGGER USER');
  }

  async function refused(): Promise<unknown> {
    const { data } = await api.ask('mutation { issueCheckpoint { position checkpoint { size } userErrors { code } } }');
    return data.issueCheckpoint;
  }

  const inconsistent = { position: null, checkpoint: null, userErrors: [{ code: 'checkpoint.inconsistent' }] };

  it('is not signed, and no proof is given that would not hold', async () => {
    const [, event] = await store().readAll();
    await damage(`UPDATE event_store.events SET hash = sha256('forged') WHERE position = 2`);
    await registered(api);
    const head = await headOf(api);
    expect(await refused()).toEqual(inconsistent);
    expect(await headOf(api)).toBe(head);
    await expect(inclusionOf(api, event!.id)).rejects.toThrow('proof.inconsistent');
    const { errors } = await api.ask('{ consistencyProof(from: 5, to: 7) { from } }');
    expect(errors?.[0]?.extensions.code).toBe('proof.inconsistent');
    expect(errors?.[0]?.message).toContain('milepost verify');
  });

  it('is not signed when its end, checkpoint and all, was cut off', async () => {
    await damage('DELETE FROM event_store.events WHERE position > 3');
    await api.database.pool.query('UPDATE event_store.head SET position = 3');
    expect(await refused()).toEqual(inconsistent);
  });
});
