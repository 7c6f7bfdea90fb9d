import { migrate, type Pool } from '../../libs/postgres/src';
import { webhookMigrations } from '../../libs/webhook/src';
import { writeAttempts } from '../../libs/webhook/src/delivery/write-attempts';
import { attemptOfTest, listAttempts, type AttemptRequest } from '../../libs/webhook/src/log/attempt-reader';
import { readAlarms } from '../../libs/webhook/src/log/overview';
import { listQueue, type QueueRequest } from '../../libs/webhook/src/log/queue-reader';
import { createTestDatabase, type TestDatabase } from '../support/database';

const [QUEUED, ATTEMPTS] = [30_000, 60_000];
/** Of all these, most rows that a page may look at. */
const FEW = 1_000;

interface Plan {
  readonly Plans?: readonly Plan[];
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
}

/** How many rows of tables a plan has looked at. */
function lookedAt(plan: Plan): number {
  const own = plan['Relation Name'] === undefined ? 0 : plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0);
  return (plan.Plans ?? []).reduce((sum, one) => sum + lookedAt(one), own * plan['Actual Loops']);
}

describe('what operators ask of full tables', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { pool } = database;
    await migrate(pool, 'webhook', webhookMigrations);
    await pool.query(`
      INSERT INTO webhook.message
        SELECT i * 3, md5('m' || i)::uuid, 'milestone.reached', md5('p' || i % 2000), i, '{}', null, null, null, now(), '{}'
        FROM generate_series(1, ${QUEUED}) i;
      INSERT INTO webhook.endpoint SELECT md5('e' || i)::uuid, 0, 'active', now(), '{"ordered":true}' FROM generate_series(1, 5) i;
      INSERT INTO webhook.queue (endpoint_id, run, message_id, position, subject, kind, queued_at, due_at)
        SELECT md5('e1')::uuid, i % 2, md5('m' || i)::uuid, i * 3, md5('p' || i % 2000),
          CASE i % 2 WHEN 0 THEN 'live' ELSE 'replay' END, now(), now() FROM generate_series(1, ${QUEUED}) i;
      INSERT INTO webhook.attempt (endpoint_id, run, kind, message_id, position, attempt, at, duration_ms, status)
        SELECT md5('e' || i % 3)::uuid, 0, 'live', md5('m' || (i + 1) / 2)::uuid, (i + 1) / 2 * 3, 1, now(), 1, 
          CASE i % 20000 WHEN 7 THEN 500 ELSE 200 END FROM generate_series(1, ${ATTEMPTS}) i;
      ANALYZE`);
  }, 120_000);
  afterAll(() => database.drop());

  const uuidOf = async (text: string): Promise<string> =>
    (await database.pool.query<{ id: string }>('SELECT md5($1)::uuid AS id', [text])).rows[0].id;
  const md5Of = async (text: string): Promise<string> => (await uuidOf(text)).replaceAll('-', '');

  /** How many rows the statements of a reader look at. */
  async function rowsOf(read: (pool: Pool) => Promise<unknown>): Promise<number> {
    let rows = 0;
    const query = async (asked: string | { text: string; values: unknown[] }, given: unknown[] = []) => {
      const { text, values } = typeof asked === 'string' ? { text: asked, values: given } : asked;
      const explained = await database.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
        values,
      );
      rows += lookedAt(explained.rows[0]['QUERY PLAN'][0].Plan);
      return database.pool.query(text, values);
    };
    await read({ query } as unknown as Pool);
    return rows;
  }

  it.each([
    ['all', {}],
    ['of an endpoint', { endpoint: 'e1' }],
    ['of a project', { project: 'p7' }],
    ['of an event', { event: 'm77' }],
    ['that failed', { delivered: false }],
    ['that failed, of an endpoint', { endpoint: 'e1', delivered: false }],
  ] as [string, Partial<AttemptRequest>][])(
    'finds a page of attempts: %s',
    async (_, { endpoint, project, event, ...more }) => {
      const asked = {
        ...(endpoint && { endpoint: await uuidOf(endpoint) }),
        ...(project && { project: await md5Of(project) }),
        ...(event && { event: await uuidOf(event) }),
      };
      const request = { ...more, ...asked, first: 50 };
      expect(await rowsOf((pool) => listAttempts(pool, request))).toBeLessThan(FEW);
      const found = await listAttempts(database.pool, request);
      expect(found.length).toBeGreaterThan(0);
      for (const { endpointId, subject, messageId } of found) {
        expect({ endpoint: endpointId, project: subject, event: messageId }).toMatchObject(asked);
      }
    },
  );

  it('finds what came of a test, without the other attempts of its endpoint', async () => {
    const endpoint = await uuidOf('e1');
    expect(await rowsOf((pool) => attemptOfTest(pool, endpoint, '3'))).toBeLessThan(FEW);
  });

  it.each([
    ['all', {}],
    ['further on', { after: ['60000', 0] as const }],
    ['pending', { state: 'pending' as const }],
    ['given up', { state: 'exhausted' as const }],
    ['of a project', { project: 'p7' }],
    ['of an event', { event: 'm77' }],
  ] as [string, Partial<QueueRequest>][])('finds a page of a queue: %s', async (_, { project, event, ...more }) => {
    const request = {
      endpoint: await uuidOf('e1'),
      first: 50,
      ...more,
      ...(project && { project: await md5Of(project) }),
      ...(event && { event: await uuidOf(event) }),
    };
    expect(await rowsOf((pool) => listQueue(pool, request))).toBeLessThan(FEW);
    const rows = await listQueue(database.pool, request);
    const { after } = request;
    const expected = await database.pool.query<{ position: string }>(
      `SELECT position FROM webhook.queue WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR subject = $2)
         AND ($3::uuid IS NULL OR message_id = $3) AND position > $4 ORDER BY position, run LIMIT 51`,
      [request.state ?? null, request.project ?? null, request.event ?? null, after?.[0] ?? 0],
    );
    expect(rows.map(({ position }) => position)).toEqual(expected.rows.map(({ position }) => position));
  });

  it('tells whether there is an alarm without counting what waits', async () => {
    expect(await rowsOf((pool) => readAlarms(pool))).toBeLessThan(FEW);
    expect(await readAlarms(database.pool)).toEqual({ endpoints: 5, disabled: 0, exhausted: 0 });
  });

  it('records what got through without looking at all that is held back', async () => {
    const { pool } = database;
    await pool.query(
      `INSERT INTO webhook.hold SELECT $1, 0, md5('p' || i), md5('h' || i)::uuid FROM generate_series(1, 20000) i`,
      [await uuidOf('e2')],
    );
    await pool.query('ANALYZE webhook.hold');
    const delivery = {
      endpointId: await uuidOf('e3'),
      run: 0,
      kind: 'live',
      messageId: await uuidOf('m1'),
      position: '3',
      subject: 'a',
      type: 'milestone.reached',
      attempts: 0,
      body: '{}',
    } as const;
    const attempt = {
      delivery,
      number: 1,
      at: new Date().toISOString(),
      outcome: { status: 200, error: null, durationMs: 1, response: '' },
      verdict: { kind: 'delivered' },
      holds: true,
    } as const;
    expect(await rowsOf((on) => writeAttempts(on, [attempt]))).toBeLessThan(FEW);
  });
});
