import type { PoolClient } from '@milepost/postgres';
import type { RecordedEvent } from '@milepost/lifecycle';
import { quote } from '../rows/table';

/** The states of the keys, in a table of the generation's own schema. */
export class StateTable {
  private readonly schema: string;

  constructor(schema: string) {
    this.schema = quote(schema);
  }

  /** States of the given keys as JSON text; keys without one are absent. */
  async load(client: PoolClient, keys: readonly string[]): Promise<Map<string, string>> {
    if (keys.length === 0) return new Map();
    const sql = `SELECT key, state FROM ${this.schema}.projection_state WHERE key = ANY($1)`;
    const { rows } = await client.query<{ key: string; state: string }>(sql, [keys]);
    return new Map(rows.map(({ key, state }) => [key, state]));
  }

  /** The next states in the order of their keys, at most `limit`. */
  async page(client: PoolClient, after: string | undefined, limit: number): Promise<Map<string, string>> {
    const { rows } = await client.query<{ key: string; state: string }>(
      `SELECT key, state FROM ${this.schema}.projection_state
       WHERE $1::text IS NULL OR key > $1 ORDER BY key LIMIT $2`,
      [after ?? null, limit],
    );
    return new Map(rows.map(({ key, state }) => [key, state]));
  }

  /** Saves states given as JSON text. */
  async save(client: PoolClient, states: ReadonlyMap<string, string>): Promise<void> {
    await this.insert(client, states, 'UPDATE SET state = excluded.state');
  }

  /** Adds states given as JSON text, of keys that have none. */
  async add(client: PoolClient, states: ReadonlyMap<string, string>): Promise<void> {
    await this.insert(client, states, 'NOTHING');
  }

  private async insert(client: PoolClient, states: ReadonlyMap<string, string>, otherwise: string): Promise<void> {
    if (states.size === 0) return;
    // JSON text never holds a raw control character: joined by one, it needs no quoting on its way.
    await client.query(
      `INSERT INTO ${this.schema}.projection_state (key, state)
       SELECT k, s FROM unnest($1::text[], string_to_array($2, E'\\x1f')) AS i(k, s)
       ON CONFLICT (key) DO ${otherwise}`,
      [[...states.keys()], [...states.values()].join('\x1f')],
    );
  }

  async delete(client: PoolClient, key: string): Promise<void> {
    await client.query(`DELETE FROM ${this.schema}.projection_state WHERE key = $1`, [key]);
  }

  /** The shared state, undefined when no shared event was folded yet. */
  async loadShared(client: PoolClient): Promise<{ readonly shared: unknown } | undefined> {
    const { rows } = await client.query<{ shared: unknown }>(`SELECT shared FROM ${this.schema}.projection_shared`);
    return rows[0];
  }

  /** Saves the shared state together with the event that made it, so that a key can be folded again from zero. */
  async saveShared(client: PoolClient, shared: unknown, event: RecordedEvent): Promise<void> {
    const json = JSON.stringify(shared);
    const { rowCount } = await client.query(`UPDATE ${this.schema}.projection_shared SET shared = $1`, [json]);
    if (rowCount === 0) await client.query(`INSERT INTO ${this.schema}.projection_shared VALUES ($1)`, [json]);
    await client.query(`INSERT INTO ${this.schema}.projection_shared_event (position, event) VALUES ($1, $2)`, [
      event.position,
      JSON.stringify(event),
    ]);
  }

  async sharedEvents(client: PoolClient): Promise<RecordedEvent[]> {
    const sql = `SELECT event FROM ${this.schema}.projection_shared_event ORDER BY position`;
    return (await client.query<{ event: RecordedEvent }>(sql)).rows.map(({ event }) => event);
  }
}
