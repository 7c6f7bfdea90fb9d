import { rulebookAt, type RecordedRuleEvent, type Rulebook } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { LRUCache } from 'lru-cache';
import { quote } from '../rows/table';
import { RULE_EVENT } from './table';

interface RuleRow {
  readonly event_id: string;
  readonly position: string;
  readonly recorded_at: string;
  readonly type: string;
  readonly data: unknown;
}

const MOST_INSTANTS = 100;

/** The rules that a view has taken in. Definitions are large and change seldom: only new adoptions are read. */
export class RuleEvents {
  private events: RecordedRuleEvent[] = [];
  private books = new LRUCache<string, Rulebook>({ max: MOST_INSTANTS });
  private reading: Promise<void> = Promise.resolve();
  /** A look that has not begun yet: who asks now shares it, so that a page of projects costs one. */
  private waiting: Promise<void> | undefined;

  /** @param view name of the projection whose `rule_event` table is read */
  constructor(
    private readonly pool: Pool,
    private readonly view: string,
  ) {}

  /** The rules as they were known at an instant; `null`: all that the view knows. */
  async rulebook(knownAt: string | null): Promise<Rulebook> {
    await this.refresh();
    const key = knownAt ?? '';
    let book = this.books.get(key);
    if (book === undefined) this.books.set(key, (book = rulebookAt(this.events, knownAt)));
    return book;
  }

  private refresh(): Promise<void> {
    if (this.waiting !== undefined) return this.waiting;
    const next = this.reading.then(async () => {
      this.waiting = undefined;
      const { rows } = await this.pool.query<RuleRow>(
        `SELECT event_id, position, recorded_at, type, data FROM ${quote(this.view)}.${RULE_EVENT}
         WHERE position > $1 ORDER BY position`,
        [this.events.at(-1)?.position ?? '0'],
      );
      if (rows.length === 0) return;
      const read = rows.map(({ event_id: id, recorded_at: recordedAt, ...row }) => ({ id, recordedAt, ...row }));
      this.events = [...this.events, ...(read as unknown as RecordedRuleEvent[])];
      this.books.clear();
    });
    this.waiting = next;
    this.reading = next.catch(() => undefined);
    return next;
  }
}
