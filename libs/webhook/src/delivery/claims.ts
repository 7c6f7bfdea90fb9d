import { randomInt } from 'node:crypto';
import { advisoryLockKey, connectDedicated, type Client, type Pool } from '@milepost/postgres';

/** Class of the locks by which workers show that they are there; their keys are the workers. */
const PRESENCE = 0x6d697770;
const HEARTBEAT_MS = 5_000;

/**
 * Locks of one session by which a process shows that it is there and which endpoints it has. They end with the process,
 * with nothing to expire and no clock to agree on.
 */
export class Claims {
  /**
   * Names this process among those that share the work. A new name for each session: the server may take a minute to see
   * that the one before is gone, and would keep its name that long.
   */
  readonly worker = randomInt(1, 2 ** 31);
  private over = false;
  /** Statements take turns: one session runs one at a time, and several ask. */
  private turn: Promise<unknown> = Promise.resolve();
  private readonly held = new Set<string>();
  private readonly heartbeat: NodeJS.Timeout;

  private constructor(
    private readonly client: Client,
    private readonly onEnd: () => void,
  ) {
    const end = (): void => this.end();
    this.heartbeat = setInterval(() => void this.query('SELECT 1').catch(() => undefined), HEARTBEAT_MS);
    this.heartbeat.unref();
    client.on('end', end);
    client.on('error', end);
  }

  /** @param onEnd called once, when the session is gone and all claims with it, or is closed */
  static async open(pool: Pool, onEnd: () => void): Promise<Claims> {
    const claims = new Claims(await connectDedicated(pool, { query_timeout: HEARTBEAT_MS }), onEnd);
    try {
      await claims.query('SELECT pg_advisory_lock($1, $2)', [PRESENCE, claims.worker]);
    } catch (error) {
      // Left open, it could get the lock later, and would be taken for a process that sends.
      await claims.close();
      throw error;
    }
    return claims;
  }

  /** True when the session is gone, and all claims with it. */
  get lost(): boolean {
    return this.over;
  }

  /** All workers that are there, this one included. */
  async workers(): Promise<number[]> {
    const { rows } = await this.query<{ worker: number }>(
      `SELECT objid::bigint::int AS worker FROM pg_locks
       WHERE locktype = 'advisory' AND classid = $1 AND objsubid = 2 AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       ORDER BY objid`,
      [PRESENCE],
    );
    return rows.map(({ worker }) => worker);
  }

  /** @returns false while another process has it */
  async claim(endpointId: string): Promise<boolean> {
    // The same session could take it twice, and would have to give it back twice.
    if (this.held.has(endpointId)) return true;
    const { rows } = await this.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1::bigint) AS taken', [
      lockOf(endpointId),
    ]);
    if (rows[0].taken) this.held.add(endpointId);
    return rows[0].taken;
  }

  async release(endpointId: string): Promise<void> {
    if (!this.held.delete(endpointId)) return;
    await this.query('SELECT pg_advisory_unlock($1::bigint)', [lockOf(endpointId)]);
  }

  async close(): Promise<void> {
    this.end();
    await this.client.end().catch(() => undefined);
  }

  private query<Row extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<{ rows: Row[] }> {
    const result = this.turn.then(() => this.client.query<Row>(text, values));
    // None of them fails but with the session, or because nothing comes back on it any more.
    this.turn = result.catch(() => this.end());
    return result;
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    clearInterval(this.heartbeat);
    this.onEnd();
  }
}

const lockOf = (endpointId: string): string => advisoryLockKey(`webhook/endpoint/${endpointId}`);
