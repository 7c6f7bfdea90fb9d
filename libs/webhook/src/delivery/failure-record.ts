import type { Clock } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { isDelivered, type Attempt, type SendOutcome } from './attempt';
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
  private readonly unwritten = new Set<string>();
  private readonly writing = new Map<string, Promise<void>>();

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

  /**
   * Heeds at once what came of an attempt that began at an instant: whatever else waits to set out must not wait for the
   * database first. `note` writes it.
   * @param clock tells from when on counts how long it wants to be left alone
   */
  heed(endpointId: string, { at, outcome }: { at: string; outcome: SendOutcome }, clock: Clock): void {
    const known = this.failing.get(endpointId) ?? WELL;
    if (known === WELL && isDelivered(outcome)) return;
    const now = clock.now();
    const asked =
      isDelivered(outcome) || outcome.retryAfterMs === null
        ? null
        : new Date(Date.parse(now) + outcome.retryAfterMs).toISOString();
    // One that was let through does not take back what another one was told.
    const notBefore = [known.notBefore, asked].reduce(
      (latest, one) => (one !== null && one > now && (latest === null || one > latest) ? one : latest),
      null,
    );
    const since = isDelivered(outcome) ? null : (known.since ?? at);
    if (since === known.since && notBefore === known.notBefore) return;
    this.failing.set(endpointId, { since, notBefore });
    this.unwritten.add(endpointId);
  }

  /**
   * Writes what was heeded of an attempt, and stops the endpoint where it has to be.
   * @returns null where there is nothing to do, as nearly always: nobody need wait for that
   */
  note(endpointId: string, attempt: Pick<Attempt, 'at' | 'outcome'>): Promise<void> | null {
    const isNothing = isDelivered(attempt.outcome) && !this.unwritten.has(endpointId);
    return isNothing ? null : this.noteNow(endpointId, attempt);
  }

  private async noteNow(endpointId: string, { at, outcome }: Pick<Attempt, 'at' | 'outcome'>): Promise<void> {
    if (this.unwritten.has(endpointId)) await this.write(endpointId);
    if (isDelivered(outcome)) return;
    const since = this.failing.get(endpointId)?.since ?? at;
    if (outcome.status === 410) await this.disable(endpointId, { because: 'gone', since });
    else if (Date.parse(at) - Date.parse(since) >= DISABLE_AFTER_MS) {
      await this.disable(endpointId, { because: 'failing', since });
    }
  }

  /** One after the other, and each what is known by then: otherwise an older word could be the last. */
  private write(endpointId: string): Promise<void> {
    const before = this.writing.get(endpointId) ?? Promise.resolve();
    const written = before.catch(() => undefined).then(() => this.writeNow(endpointId));
    this.writing.set(endpointId, written);
    return written;
  }

  private async writeNow(endpointId: string): Promise<void> {
    if (!this.unwritten.delete(endpointId)) return;
    const { since, notBefore } = this.failing.get(endpointId) ?? WELL;
    try {
      await this.pool.query(
        `INSERT INTO webhook.endpoint_health (endpoint_id, failing_since, not_before) VALUES ($1, $2, $3)
         ON CONFLICT (endpoint_id) DO UPDATE SET failing_since = $2, not_before = $3`,
        [endpointId, since, notBefore],
      );
    } catch (error) {
      // The next attempt writes it.
      this.unwritten.add(endpointId);
      throw error;
    }
  }
}
