import { randomUUID } from 'node:crypto';
import type { EventStore } from '@milepost/event-store';
import type { NewEvent, RecordedEvent } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { createTable, type Projection, type Tables } from '@milepost/projection';

/** A read model small enough to be computed a second time by other means: sums per stream, times a shared factor. */
export interface ToyState {
  readonly count: number;
  readonly sum: number;
}

export interface ToyData {
  readonly amount?: number;
  readonly factor?: number;
  /** What is wrong with the event: its fold throws, or the database refuses its row. */
  readonly poison?: 'throws' | 'refused' | 'throws at factor';
}

interface Factor {
  readonly factor: number;
}

const tables: Tables = {
  tally: {
    kind: 'versioned',
    identity: ['stream'],
    owner: 'stream',
    columns: { stream: 'text COLLATE "C" NOT NULL', count: 'integer NOT NULL', weighted: 'bigint' },
  },
  entry: { kind: 'append', owner: 'stream', columns: { stream: 'text', position: 'bigint', note: 'varchar(40)' } },
  latest: {
    kind: 'current',
    identity: ['stream'],
    owner: 'stream',
    columns: { stream: 'text NOT NULL', sum: 'bigint' },
  },
};

export interface ToyOptions {
  readonly name?: string;
  readonly version?: number;
  /** Poisonous events are applied like any other. */
  readonly fixed?: boolean;
  /** Tells which streams its shared events are in, so that it can be rebuilt stream by stream. */
  readonly byStream?: boolean;
}

export function toyProjection({
  name = 'toy',
  version = 1,
  fixed = false,
  byStream = false,
}: ToyOptions = {}): Projection<ToyState, Factor> {
  return {
    name,
    version,
    tables,
    createTables: (schema) =>
      Object.entries(tables)
        .map(([table, shape]) => createTable(schema, table, shape))
        .join('\n'),
    keyOf: (event) => (event.type === 'toy.counted' ? event.stream : null),
    apply(before, events, { key, shared }, rows) {
      let state = before ?? { count: 0, sum: 0 };
      for (const event of events) {
        const { amount = 0, poison } = event.data as ToyData;
        if (poison === 'throws' && !fixed) throw new Error('poison');
        state = { count: state.count + 1, sum: state.sum + amount };
        const weighted = state.sum * shared.factor;
        rows.replace('tally', { stream: key, count: state.count, weighted }, event.recordedAt);
        const note = poison === 'refused' && !fixed ? 'x'.repeat(41) : noteOf(event);
        rows.insert('entry', { stream: key, position: event.position, note });
        rows.put('latest', { stream: key, sum: state.sum });
      }
      return state;
    },
    shared: {
      initial: { factor: 1 },
      concerns: (event) => event.type === 'toy.factor',
      ...(byStream && { streamPrefixes: ['toy-factor'] }),
      evolve: (_, event) => ({ factor: (event.data as ToyData).factor ?? 1 }),
      recompute(state, event, { key, shared }, rows) {
        if (!fixed && (event.data as ToyData).poison === 'throws at factor' && state.sum % 2 === 1)
          throw new Error('odd');
        rows.replace(
          'tally',
          { stream: key, count: state.count, weighted: state.sum * shared.factor },
          event.recordedAt,
        );
        return state;
      },
    },
  };
}

// Characters that COPY's text format has to escape.
const noteOf = (event: RecordedEvent) => `tab\t line\n back\\slash ${event.revision}`;

export interface ToyRows {
  readonly tally: unknown[];
  readonly entry: unknown[];
  readonly latest: unknown[];
}

/** The rows that the events make, computed one event at a time with nothing kept but the whole past. */
export function expectedRows(events: readonly RecordedEvent[]): ToyRows {
  const sums = new Map<string, ToyState>();
  const tally: { stream: string; count: number; weighted: string; known_from: string; known_to: string }[] = [];
  const entry: unknown[] = [];
  let factor = 1;
  const version = (stream: string, at: string) => {
    const { count, sum } = sums.get(stream) as ToyState;
    const last = tally.findLast((row) => row.stream === stream);
    if (last) last.known_to = at;
    tally.push({ stream, count, weighted: String(sum * factor), known_from: at, known_to: 'infinity' });
  };
  for (const event of events) {
    const data = event.data as ToyData;
    if (event.type === 'toy.factor') {
      factor = data.factor ?? 1;
      for (const stream of sums.keys()) version(stream, event.recordedAt);
    } else if (event.type === 'toy.counted') {
      const { count, sum } = sums.get(event.stream) ?? { count: 0, sum: 0 };
      sums.set(event.stream, { count: count + 1, sum: sum + (data.amount ?? 0) });
      version(event.stream, event.recordedAt);
      entry.push({ stream: event.stream, position: event.position, note: noteOf(event) });
    }
  }
  const latest = [...sums].map(([stream, { sum }]) => ({ stream, sum: String(sum) }));
  return {
    tally: tally.filter((row) => row.known_from < row.known_to).sort(byText),
    entry: entry.sort(byText),
    latest: latest.sort(byText),
  };
}

export async function storedRows(pool: Pool, schema = 'toy'): Promise<ToyRows> {
  const read = async (table: string) =>
    (await pool.query<object>(`SELECT * FROM ${schema}.${table}`)).rows.sort(byText);
  return { tally: await read('tally'), entry: await read('entry'), latest: await read('latest') };
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

export async function allEvents(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readAll({ after: events.at(-1)?.position, limit: 10_000 });
    if (page.length === 0) return events;
    events.push(...page);
  }
}

export function toyEvent(data: ToyData, type = data.factor === undefined ? 'toy.counted' : 'toy.factor'): NewEvent {
  return { id: randomUUID(), type, data, metadata: { actor: 'test', source: 'test' } };
}

/** Appends to streams of the given revisions, which it keeps up to date. */
export class ToyWriter {
  private readonly revisions = new Map<string, number>();

  constructor(private readonly store: EventStore) {}

  /** A writer that goes on where others have left off. */
  static async resume(store: EventStore): Promise<ToyWriter> {
    const writer = new ToyWriter(store);
    for (const { stream, revision } of await allEvents(store)) writer.revisions.set(stream, revision);
    return writer;
  }

  async append(stream: string, ...data: ToyData[]): Promise<string> {
    const expected = this.revisions.get(stream) ?? 'none';
    this.revisions.set(stream, (expected === 'none' ? -1 : expected) + data.length);
    return (
      await this.store.append(
        stream,
        expected,
        data.map((one) => toyEvent(one)),
      )
    ).position;
  }

  /** Appends events in appends of `each`, spread over streams. Returns the position of the last. */
  async many(events: number, { streams = 50, each = 5 }: { streams?: number; each?: number } = {}): Promise<string> {
    const appends = Array.from({ length: Math.ceil(events / each) }, (_, i) =>
      this.append(`toy-${i % streams}`, ...Array.from({ length: each }, (_, j) => ({ amount: (i * 7 + j) % 100 }))),
    );
    await Promise.all(appends);
    return this.store.head();
  }
}
