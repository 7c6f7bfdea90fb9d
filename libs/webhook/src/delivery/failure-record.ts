import type { Pool } from '@milepost/postgres';
import { isDelivered, type SendOutcome } from './attempt';
import { DISABLE_AFTER_MS } from './schedule';

interface Failing {
  readonly since: string | null;
  readonly notBefore: string | null;
}

export interface DisableRequest {
  readonly because: 'gone' | 'failing';
  /** ISO 8601. */
  readonly since: string;
}

const WELL: Failing = { since: null, notBefore: null };

/**
 * Since when each endpoint fails, and until when it wants to be left alone. Written where it changes, so that it counts
 * on in another process.
 */
export class FailureRecord {
  private readonly failing = new Map<string, Failing>();

  constructor(
    private readonly pool: Pool,
    /** Stops an endpoint for good: it is gone, or fails for days. */
    private readonly disable: (endpointId: string, request: DisableRequest) => Promise<void>,
  ) {}

  /** Reads what was written of an endpoint; to be done before its courier sets out, and when it is resumed. */
  async read(endpointId: string): Promise<void> {
    const { rows } = await this.pool.query<Failing>(
      'SELECT failing_since AS since, not_before AS "notBefore" FROM webhook.endpoint_health WHERE endpoint_id = $1',
      [endpointId],
    );
    this.failing.set(endpointId, rows[0] ?? WELL);
  }

  /** Until when an endpoint wants to be left alone. */
  notBefore(endpointId: string): string | null {
    return this.failing.get(endpointId)?.notBefore ?? null;
  }

  /** Takes note of what came of an attempt that began at an instant. */
  async note(endpointId: string, { at, outcome }: { at: string; outcome: SendOutcome }): Promise<void> {
    const known = this.failing.get(endpointId) ?? WELL;
    if (isDelivered(outcome)) {
      if (known !== WELL) await this.write(endpointId, WELL);
      return;
    }
    const since = known.since ?? at;
    const notBefore =
      outcome.retryAfterMs === null ? known.notBefore : new Date(Date.parse(at) + outcome.retryAfterMs).toISOString();
    if (since !== known.since || notBefore !== known.notBefore) await this.write(endpointId, { since, notBefore });
    if (outcome.status === 410) await this.disable(endpointId, { because: 'gone', since });
    else if (Date.parse(at) - Date.parse(since) >= DISABLE_AFTER_MS) {
      await this.disable(endpointId, { because: 'failing', since });
    }
  }

  private async write(endpointId: string, { since, notBefore }: Failing): Promise<void> {
    // Known at once: others of this endpoint's messages settle while it is written.
    this.failing.set(endpointId, since === null ? WELL : { since, notBefore });
    await this.pool.query(
      `INSERT INTO webhook.endpoint_health (endpoint_id, failing_since, not_before) VALUES ($1, $2, $3)
       ON CONFLICT (endpoint_id) DO UPDATE SET failing_since = $2, not_before = $3`,
      [endpointId, since, notBefore],
    );
  }
}
