import { randomBytes } from 'node:crypto';
import { connectDedicated, type Client } from '../../libs/postgres/src';
import { Dispatch, RETRY_WAITS_MS, SecretBox, Vault } from '../../libs/webhook/src';
import { waitUntil } from '../support/wait-until';
import { answer, METADATA, WebhookDesk } from '../support/webhooks/desk';

/** Class of the locks by which processes that send show that they are there. */
const PRESENCE = 0x6d697770;

describe('couriers', () => {
  let desk: WebhookDesk;
  beforeEach(async () => (desk = await WebhookDesk.open()));
  afterEach(() => desk.close());

  const present = async (): Promise<{ pid: number; worker: number }[]> => {
    const { rows } = await desk.database.pool.query<{ pid: number; worker: number }>(
      `SELECT l.pid, l.objid::bigint::int AS worker FROM pg_locks l JOIN pg_database d ON d.oid = l.database
       WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.classid = ${PRESENCE} AND l.granted`,
    );
    return rows;
  };

  it('come back though the server does not know yet that their session before is gone', async () => {
    for (let index = 0; index < 12; index += 1) await desk.endpoint();
    desk.route();
    const dispatch = desk.dispatch();
    await waitUntil('all are employed', () => dispatch.couriers.count === 12);
    const [{ pid, worker }] = await present();
    const ghost: Client = await connectDedicated(desk.database.pool);
    try {
      // Takes the place of the session that is lost but not known to be.
      const taken = ghost.query('SELECT pg_advisory_lock($1, $2)', [PRESENCE, worker]);
      await desk.database.pool.query('SELECT pg_terminate_backend($1)', [pid]);
      await taken;
      await waitUntil('it is there beside it', async () => (await present()).length === 2);
    } finally {
      await ghost.end();
    }
    await waitUntil('all are employed again', () => dispatch.couriers.count === 12, 15_000);
    await waitUntil('nobody else is there', async () => (await present()).length === 1);
  });

  it('give up what is on the way as soon as their session is lost, whatever else they wait for', async () => {
    await desk.endpoint();
    const signals: AbortSignal[] = [];
    desk.sender.send = ({ signal }) =>
      new Promise((resolve) => {
        signals.push(signal);
        signal.addEventListener('abort', () => resolve(answer(0, { status: null, error: 'aborted' })));
      });
    desk.route();
    desk.dispatch();
    await desk.project();
    await waitUntil('it is on the way', () => signals.length === 1);
    const { pool } = desk.database;
    const blocker = await pool.connect();
    try {
      await blocker.query('BEGIN; LOCK TABLE webhook.endpoint');
      await waitUntil('the couriers wait', async () => {
        const { rowCount } = await pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rowCount! > 0;
      });
      const [{ pid }] = await present();
      await pool.query('SELECT pg_terminate_backend($1)', [pid]);
      await waitUntil('it is given up', () => signals[0].aborted, 5_000);
    } finally {
      await blocker.query('ROLLBACK');
      blocker.release();
    }
  });

  it('leave an endpoint that they can’t open to a process that can', async () => {
    for (let index = 0; index < 12; index += 1) await desk.endpoint();
    const { sender, clock, ledger } = desk;
    const { pool } = desk.database;
    const vault = new Vault(pool, new SecretBox([randomBytes(32)]));
    const failed: unknown[] = [];
    const onNotice = (notice: object): void => void failed.push(notice);
    const without = new Dispatch({ pool, clock, ledger, vault, sender, onNotice, pollMs: 20 });
    desk.route();
    without.start();
    try {
      await waitUntil('it could open none', () => failed.length >= 12);
      const other = desk.dispatch();
      await waitUntil('the other one has its share', () => other.couriers.count > 0, 10_000);
    } finally {
      await without.stop();
    }
  });

  it('send nothing more to an endpoint that has changed and can’t be opened', async () => {
    const [id, other] = [await desk.endpoint(), await desk.endpoint()];
    desk.sender.respond = () => answer(500);
    desk.route();
    desk.dispatch();
    await desk.project();
    await waitUntil('both have failed', async () => (await desk.count('queue', 'attempts = 1')) === 2);
    await desk.database.pool.query('DELETE FROM webhook.secret WHERE endpoint_id = $1', [id]);
    await desk.ledger.execute(id, { kind: 'pause', reason: '停用检修' }, { metadata: METADATA });
    await waitUntil('it can’t be opened', () =>
      desk.notices.some((one) => one.kind === 'failed' && String(one.error).includes('secret')),
    );
    desk.clock.advance(RETRY_WAITS_MS[0] * 1.21);
    await waitUntil('the other one is tried again', async () => {
      return (await desk.count('attempt', `endpoint_id = '${other}'`)) === 2;
    });
    expect(await desk.count('attempt', `endpoint_id = '${id}'`)).toBe(1);
  });

  it('end though what was sent can’t be recorded', async () => {
    const { sender, clock, ledger, vault } = desk;
    const { pool } = desk.database;
    const dispatch = new Dispatch({ pool, clock, ledger, vault, sender, pollMs: 20, stopWithinMs: 200 });
    await desk.endpoint();
    desk.route();
    await pool.query('ALTER TABLE webhook.attempt RENAME TO attempt_away');
    dispatch.start();
    await desk.project();
    await waitUntil('it is sent', () => sender.sent.length === 1);
    let ended = false;
    void dispatch.stop().then(() => (ended = true));
    try {
      await waitUntil('it has ended', () => ended, 10_000);
      expect(await desk.count('queue')).toBe(1);
    } finally {
      await pool.query('ALTER TABLE webhook.attempt_away RENAME TO attempt');
    }
  });
});
