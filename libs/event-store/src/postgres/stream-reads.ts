import type { RecordedEvent } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import type { ReadStreamOptions } from '../event-store';
import { COLUMNS, type Row, toRecordedEvent } from './read-events';

interface Read extends ReadStreamOptions {
  readonly stream: string;
  readonly resolve: (events: RecordedEvent[]) => void;
  readonly reject: (error: unknown) => void;
}

const READ = {
  name: 'event_store.streams',
  text: `
    SELECT asked.place::int, ${COLUMNS}
    FROM unnest($1::text[], $2::int[], $3::int[]) WITH ORDINALITY AS asked (stream, first, most, place)
    CROSS JOIN LATERAL (SELECT * FROM event_store.events e
                        WHERE e.stream = asked.stream AND e.revision >= asked.first
                        ORDER BY e.revision LIMIT asked.most) AS e
    ORDER BY asked.place, e.revision`,
};

/** Streams read by one query at most: bounds its memory. */
const MOST_STREAMS = 200;
/** No revision is higher: the column is an `int`. What asks beyond must not fail the reads beside it. */
const LAST_REVISION = 2_147_483_647;

/** Reads streams; what is asked for in one turn of the event loop goes to the server as one query. */
export class StreamReads {
  private asked: Read[] = [];

  constructor(private readonly pool: Pool) {}

  read(stream: string, options: ReadStreamOptions): Promise<RecordedEvent[]> {
    if ((options.from ?? 0) > LAST_REVISION) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      if (this.asked.length === 0) setImmediate(() => this.send());
      this.asked.push({ stream, ...options, resolve, reject });
    });
  }

  private send(): void {
    const reads = this.asked;
    this.asked = [];
    for (let start = 0; start < reads.length; start += MOST_STREAMS)
      void this.query(reads.slice(start, start + MOST_STREAMS));
  }

  private async query(reads: readonly Read[]): Promise<void> {
    try {
      const { rows } = await this.pool.query<[place: number, ...Row]>({
        ...READ,
        rowMode: 'array',
        values: [
          reads.map((read) => read.stream),
          reads.map((read) => read.from ?? 0),
          reads.map((read) => read.limit),
        ],
      });
      const answers: RecordedEvent[][] = reads.map(() => []);
      for (const [place, ...row] of rows) answers[place - 1].push(toRecordedEvent(row));
      reads.forEach((read, index) => read.resolve(answers[index]));
    } catch (error) {
      reads.forEach((read) => read.reject(error));
    }
  }
}
