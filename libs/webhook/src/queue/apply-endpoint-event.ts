import type { PoolClient } from '@milepost/postgres';
import { evolveEndpoint, type Endpoint } from '../endpoint/endpoint';
import { endpointIdOf, type RecordedEndpointEvent } from '../endpoint/endpoint-event';
import { addFeed, changeFilter } from './feed';

/** Brings what is kept of an endpoint up to its next event, and what follows from it for feeds and queue. */
export async function applyEndpointEvent(
  client: PoolClient,
  event: RecordedEndpointEvent,
  now: string,
): Promise<Endpoint> {
  const id = endpointIdOf(event.stream) as string;
  const { rows } = await client.query<{ doc: Endpoint }>('SELECT doc FROM webhook.endpoint WHERE id = $1', [id]);
  const endpoint = evolveEndpoint(rows[0]?.doc, event);
  await client.query(
    `INSERT INTO webhook.endpoint (id, revision, status, created_at, doc) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET revision = $2, status = $3, doc = $5`,
    [id, endpoint.revision, endpoint.status, endpoint.createdAt, endpoint],
  );
  await follow(client, endpoint, event, now);
  return endpoint;
}

async function follow(
  client: PoolClient,
  endpoint: Endpoint,
  event: RecordedEndpointEvent,
  now: string,
): Promise<void> {
  const { id, filter } = endpoint;
  switch (event.type) {
    case 'webhook.created.v1':
      return addFeed(client, { endpointId: id, run: 0, cursor: endpoint.startAfter, through: null, filter });
    case 'webhook.changed.v1':
      return event.data.changes.filter && changeFilter(client, id, filter);
    case 'webhook.paused.v1':
    case 'webhook.disabled.v1':
      return setStopped(client, id, true);
    case 'webhook.resumed.v1':
      return resume(client, id, event.data.skipMissed ? event.position : null, now);
    case 'webhook.secret-rotated.v1':
      return;
    case 'webhook.test-requested.v1':
      return queueOne(client, { id, run: event.revision, kind: 'test', message: event.id }, now);
    case 'webhook.replay-requested.v1': {
      const { message, after, through, filter: only } = event.data;
      if (message !== null) return queueOne(client, { id, run: event.revision, kind: 'replay', message }, now);
      return addFeed(client, { endpointId: id, run: event.revision, cursor: after, through, filter, only });
    }
    case 'webhook.message-discarded.v1':
      return discard(client, id, event.data.message);
    case 'webhook.deleted.v1':
      for (const table of ['feed', 'queue', 'hold', 'endpoint_health', 'secret']) {
        await client.query(`DELETE FROM webhook.${table} WHERE endpoint_id = $1`, [id]);
      }
  }
}

async function setStopped(client: PoolClient, id: string, stopped: boolean): Promise<void> {
  await client.query('UPDATE webhook.feed SET stopped = $2 WHERE endpoint_id = $1', [id, stopped]);
}

/** @param skipTo messages up to this position are not sent, nor those that wait; null: all are */
async function resume(client: PoolClient, id: string, skipTo: string | null, now: string): Promise<void> {
  await setStopped(client, id, false);
  // What it failed at before counts from its resumption on, and is tried at once.
  await client.query('DELETE FROM webhook.endpoint_health WHERE endpoint_id = $1', [id]);
  if (skipTo === null) {
    await client.query(
      `UPDATE webhook.queue SET due_at = $2 WHERE endpoint_id = $1 AND state = 'pending' AND due_at > $2`,
      [id, now],
    );
    return;
  }
  await client.query('UPDATE webhook.feed SET cursor = $2 WHERE endpoint_id = $1 AND run = 0', [id, skipTo]);
  // What waits in the dead-letter list goes on waiting for somebody's decision.
  const { rows } = await client.query<{ message_id: string }>(
    `DELETE FROM webhook.queue WHERE endpoint_id = $1 AND run = 0 AND state = 'pending' RETURNING message_id`,
    [id],
  );
  await client.query('DELETE FROM webhook.hold WHERE endpoint_id = $1 AND run = 0 AND message_id = ANY($2)', [
    id,
    rows.map((row) => row.message_id),
  ]);
}

interface OneMessage {
  readonly id: string;
  readonly run: number;
  readonly kind: 'replay' | 'test';
  readonly message: string;
}

async function queueOne(client: PoolClient, { id, run, kind, message }: OneMessage, now: string): Promise<void> {
  await client.query(
    `INSERT INTO webhook.queue (endpoint_id, run, message_id, position, subject, kind, queued_at, due_at)
     SELECT $1, $2, m.id, m.position, m.subject, $3, $5, $5 FROM webhook.message m WHERE m.id = $4
     ON CONFLICT DO NOTHING`,
    [id, run, kind, message, now],
  );
}

/** With what it holds back; not what it holds back in a replay in which it is still being tried. */
async function discard(client: PoolClient, id: string, message: string): Promise<void> {
  await client.query(
    `WITH gone AS (
       DELETE FROM webhook.queue WHERE endpoint_id = $1 AND message_id = $2 AND state = 'exhausted'
       RETURNING endpoint_id, run, subject, message_id
     )
     DELETE FROM webhook.hold h USING gone
     WHERE h.endpoint_id = gone.endpoint_id AND h.run = gone.run AND h.subject = gone.subject
       AND h.message_id = gone.message_id`,
    [id, message],
  );
}
