import type { Pool } from '@milepost/postgres';

/** Looks messages up. */
export class MessageIndex {
  constructor(private readonly pool: Pool) {}

  async has(messageId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(`SELECT FROM webhook.message WHERE id = $1 AND type <> 'webhook.test'`, [
      messageId,
    ]);
    return rowCount === 1;
  }

  /** Whether it waits in the dead-letter list of an endpoint. */
  async isExhausted(endpointId: string, messageId: string): Promise<boolean> {
    const { rows } = await this.pool.query(
      `SELECT FROM webhook.queue WHERE endpoint_id = $1 AND message_id = $2 AND state = 'exhausted' LIMIT 1`,
      [endpointId, messageId],
    );
    return rows.length === 1;
  }
}
