import type {
  AppendResult,
  EventStore,
  ExpectedRevision,
  ReadAllOptions,
  ReadStreamOptions,
  SubscribeOptions,
} from '@milepost/event-store';
import type { Clock, NewEvent, RecordedEvent, SealedEvent } from '@milepost/lifecycle';

/**
 * A store for dry runs: everything is decided on what the real one holds, and nothing is written. Adopted rules are
 * kept in memory, because later decisions read them.
 */
export class Rehearsal implements EventStore {
  private readonly rules = new Map<string, RecordedEvent[]>();

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    const recordedAt = this.clock.now();
    const position = await this.store.head();
    const first = expected === 'none' ? 0 : expected + 1;
    if (!stream.startsWith('project-')) {
      const recorded = events.map((event, index) => ({
        ...event,
        stream,
        revision: first + index,
        position,
        recordedAt,
      }));
      this.rules.set(stream, [...(this.rules.get(stream) ?? []), ...recorded]);
    }
    return { revision: first + events.length - 1, position, recordedAt, repeated: false };
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<RecordedEvent[]> {
    const rehearsed = (this.rules.get(stream) ?? []).filter((event) => event.revision >= (options.from ?? 0));
    return [...(await this.store.readStream(stream, options)), ...rehearsed];
  }

  readAll(options?: ReadAllOptions): Promise<RecordedEvent[]> {
    return this.store.readAll(options);
  }

  readSealed(options?: ReadAllOptions): Promise<SealedEvent[]> {
    return this.store.readSealed(options);
  }

  readHashes(from: number, limit: number): Promise<Buffer[]> {
    return this.store.readHashes(from, limit);
  }

  leafIndexOf(eventId: string): Promise<number | undefined> {
    return this.store.leafIndexOf(eventId);
  }

  positionOfLeaf(index: number): Promise<string | undefined> {
    return this.store.positionOfLeaf(index);
  }

  subscribe(options?: SubscribeOptions): AsyncIterable<readonly RecordedEvent[]> {
    return this.store.subscribe(options);
  }

  head(): Promise<string> {
    return this.store.head();
  }

  count(): Promise<number> {
    return this.store.count();
  }

  positionAt(instant: string): Promise<string> {
    return this.store.positionAt(instant);
  }

  /** The real store stays open: it is its owner's to close. */
  async close(): Promise<void> {
    this.rules.clear();
  }
}
