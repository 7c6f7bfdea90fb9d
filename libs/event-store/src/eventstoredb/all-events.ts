import { comparePositions } from '@milepost/lifecycle';
import type { Connection } from './connection';
import { type StoredEvent, toStored } from './sealed-metadata';
import type { WireRecord } from './wire';

/** Asked for beyond what is wanted: the event that is begun at, and some of the system's. */
const SLACK = 16;
const BACK_FIRST = 16;
const BACK_MOST = 4_096;

/** Undefined for events of the system, and for what others wrote beside ours. */
export const toOurs = (record: WireRecord): StoredEvent | undefined =>
  record.stream.startsWith('$') ? undefined : toStored(record);

/**
 * Events after a position in global order, at most `limit`. The client's reading knows no filter, so those of the
 * system are left out here: a reading ends by itself and a subscription does not, and there are few to leave out.
 */
export async function readAfter(connection: Connection, after: string, limit: number): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for (let from = after; found.length < limit;) {
    const asked = limit - found.length + SLACK;
    const records = await connection.run((client) => client.readAll({ from, limit: asked }));
    for (const record of records) {
      // A reading begins with the event at its position itself.
      if (comparePositions(record.position, from) <= 0) continue;
      const event = toOurs(record);
      if (event && found.length < limit) found.push(event);
    }
    if (records.length < asked) break;
    from = records[records.length - 1].position;
  }
  return found;
}

function firstOurs(records: readonly WireRecord[]): StoredEvent | undefined {
  for (const record of records) {
    const event = toOurs(record);
    if (event) return event;
  }
  return undefined;
}

/** The end of the global order. What the system writes after it is looked through once, not with every question. */
export class Head {
  private last: StoredEvent | undefined;
  /** Up to here all is known. */
  private through = '0';

  constructor(private readonly connection: Connection) {}

  /** The last event, undefined when there is none. */
  async read(): Promise<StoredEvent | undefined> {
    let newest: string | undefined;
    for (let from = 'end', limit = BACK_FIRST; ; limit = Math.min(limit * 4, BACK_MOST)) {
      const [start, most] = [from, limit];
      const records = await this.connection.run((client) =>
        client.readAll({ from: start, backwards: true, limit: most }),
      );
      newest ??= records[0]?.position ?? '0';
      const known = records.find(({ position }) => comparePositions(position, this.through) <= 0);
      const ours = firstOurs(records);
      if (ours && (!known || comparePositions(ours.record.position, known.position) > 0)) this.know(newest, ours);
      else if (known || records.length < limit) this.know(newest, this.last);
      else {
        from = records[records.length - 1].position;
        continue;
      }
      return this.last;
    }
  }

  private know(through: string, last: StoredEvent | undefined): void {
    // Of two questions at a time the later answer may come first.
    if (comparePositions(through, this.through) < 0) return;
    this.through = through;
    this.last = last;
  }
}
