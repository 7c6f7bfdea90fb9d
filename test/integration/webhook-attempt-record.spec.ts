import { randomUUID } from 'node:crypto';
import { migrate } from '../../libs/postgres/src';
import { webhookMigrations } from '../../libs/webhook/src';
import { writeAttempts } from '../../libs/webhook/src/delivery/write-attempts';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe('the record of attempts', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrate(database.pool, 'webhook', webhookMigrations);
  });
  afterAll(() => database.drop());

  it('keeps answers as they were, whatever they are', async () => {
    const responses = ['', null, 'NULL', '{"a":["b\\n\\"c\\""]}', '\\', 'a,b}', ' 谢谢 ', "'; --", '\r\n\t', '🙂'];
    const endpointId = randomUUID();
    const attempts = responses.map((response, index) => ({
      delivery: {
        endpointId,
        run: 0,
        kind: 'live',
        messageId: randomUUID(),
        position: String(index + 1),
        subject: 'a',
        attempts: 0,
        body: '{}',
      } as const,
      number: 1,
      at: '2026-03-02T01:00:00.123Z',
      outcome: {
        status: response === null ? null : 200,
        error: response === null ? 'timeout' : null,
        durationMs: 1,
        response,
      },
      verdict: { kind: 'delivered' } as const,
      holds: true,
    }));
    await writeAttempts(database.pool, attempts);
    const { rows } = await database.pool.query<{ response: string | null; error: string | null }>(
      'SELECT response, error FROM webhook.attempt ORDER BY id',
    );
    expect(rows.map(({ response }) => response)).toEqual(responses);
    expect(rows.map(({ error }) => error).filter((error) => error !== null)).toEqual(['timeout']);
  });
});
