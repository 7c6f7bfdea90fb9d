import type { Day } from '@milepost/lifecycle';
import { migrate, type Pool } from '@milepost/postgres';
import { migrations } from './migrations';

export interface WatchedSoFar {
  /** Position of the last event whose project was looked at, `null` before the first look. */
  readonly position: string | null;
  /** The last day up to which lights were watched, by IANA zone. */
  readonly through: ReadonlyMap<string, Day>;
}

/**
 * How far lights were watched. It only saves looking again: what was announced stands in the events, so that a state
 * that is lost or a moment old doubles nothing.
 */
export class WatchState {
  private constructor(private readonly pool: Pool) {}

  static async open(pool: Pool): Promise<WatchState> {
    await migrate(pool, 'light_watch', migrations);
    return new WatchState(pool);
  }

  async read(): Promise<WatchedSoFar> {
    const positions = await this.pool.query<{ position: string }>(
      'SELECT position::text AS position FROM light_watch.position',
    );
    const days = await this.pool.query<{ time_zone: string; through: Day }>(
      'SELECT time_zone, through::text AS through FROM light_watch.through',
    );
    return {
      position: positions.rows[0]?.position ?? null,
      through: new Map(days.rows.map(({ time_zone, through }) => [time_zone, through])),
    };
  }

  async savePosition(position: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO light_watch.position (position) VALUES ($1)
       ON CONFLICT (single) DO UPDATE SET position = excluded.position`,
      [position],
    );
  }

  async saveThrough(timeZones: readonly string[], days: readonly Day[]): Promise<void> {
    await this.pool.query(
      `INSERT INTO light_watch.through (time_zone, through) SELECT * FROM unnest($1::text[], $2::date[])
       ON CONFLICT (time_zone) DO UPDATE SET through = excluded.through`,
      [timeZones, days],
    );
  }
}
