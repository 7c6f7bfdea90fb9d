/** An event in the log. */
export interface LoggedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly created: Date;
}

export type ProposedEvent = Pick<LoggedEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

/** What an append expects: a revision, -1 for no stream, -2 for any, -4 for a stream that exists. */
export type Expected = number;
export const [NO_STREAM, ANY, EXISTS] = [-1, -2, -4] as const;

export type Outcome =
  | { readonly kind: 'success'; readonly revision: number; readonly position: bigint }
  | { readonly kind: 'wrong'; readonly actual: number }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too large' };

/** As the server's default: data, metadata, and the type as UTF-16. */
const APPEND_LIMIT = 1024 * 1024;

/** All events in their order, in memory; what the server would have on its disk. */
export class Log {
  readonly all: LoggedEvent[] = [];
  private readonly streams = new Map<string, LoggedEvent[]>();
  private readonly tombstoned = new Set<string>();
  private readonly hidden = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private end = 733n;

  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): Outcome {
    if (this.tombstoned.has(stream)) return { kind: 'deleted' };
    const size = events.reduce((sum, e) => sum + e.data.length + e.metadata.length + 2 * e.type.length, 0);
    if (size > APPEND_LIMIT) return { kind: 'too large' };
    const there = this.streams.get(stream) ?? [];
    const actual = there.length - 1;
    const repeat = this.repeat(there, expected, events);
    if (repeat) return { kind: 'success', revision: repeat.revision, position: repeat.position };
    const fits = expected === ANY || expected === actual || (expected === EXISTS && actual >= 0);
    if (!fits) return { kind: 'wrong', actual };
    for (const event of events) this.write(stream, there, event);
    this.streams.set(stream, there);
    for (const tell of [...this.listeners]) tell();
    const last = there[there.length - 1];
    return { kind: 'success', revision: last.revision, position: last.position };
  }

  /** Readable events of a stream; undefined when there is no such stream, `'deleted'` when it was deleted for good. */
  stream(name: string): readonly LoggedEvent[] | 'deleted' | undefined {
    if (this.tombstoned.has(name)) return 'deleted';
    const events = this.streams.get(name)?.slice(this.hidden.get(name) ?? 0);
    return events === undefined || events.length === 0 ? undefined : events;
  }

  tombstone(stream: string): void {
    this.tombstoned.add(stream);
  }

  /** Hides what a stream holds; it goes on from the revision at which it was. */
  delete(stream: string): void {
    this.hidden.set(stream, this.streams.get(stream)?.length ?? 0);
  }

  /** Writes what the server writes about itself, now and then. */
  writeStatistics(count: number): void {
    const statistics = { type: '$statsCollected', contentType: 'application/json', metadata: new Uint8Array() };
    for (let number = 0; number < count; number++) {
      const data = Buffer.from('{"proc":{}}');
      this.append('$stats-127.0.0.1:2113', ANY, [{ ...statistics, data, id: crypto.randomUUID() }]);
    }
  }

  /** Tells after each append, until the function that it gives is called. */
  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Index in `all` of the first event at or after a position. */
  indexFrom(position: bigint): number {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.all[middle].position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private write(stream: string, there: LoggedEvent[], event: ProposedEvent): void {
    const logged = { ...event, stream, revision: there.length, position: this.end, created: new Date() };
    this.end += BigInt(event.data.length + event.metadata.length + stream.length + 80);
    there.push(logged);
    this.all.push(logged);
  }

  /** The last of these events when they stand right after the expected revision already. */
  private repeat(
    there: readonly LoggedEvent[],
    expected: Expected,
    events: readonly ProposedEvent[],
  ): LoggedEvent | undefined {
    if (expected < NO_STREAM) {
      const first = there.findLastIndex(({ id }) => id === events[0]?.id);
      return first < 0 ? undefined : this.repeat(there, first - 1, events);
    }
    if (expected >= there.length - 1) return undefined;
    const same = events.every(({ id }, index) => there[expected + 1 + index]?.id === id);
    return same ? there[expected + events.length] : undefined;
  }
}
