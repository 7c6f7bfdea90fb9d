import type { RecordedEvent } from '@milepost/lifecycle';
import type { AnyProjection } from '../projection';
import { DirectWriter } from '../rows/direct-writer';
import { RowBuffer } from '../rows/row-buffer';
import type { SettledRows } from '../rows/settled-rows';
import { foldKey, type SharedStep } from './key-fold';

/** Why keys have to be folded in the order of all events after all, where one that can't be folded is parked. */
export class NotByStream extends Error {
  override readonly name = 'NotByStream';
}

/** What some whole streams became, as rows of one projection. */
export interface StreamPage {
  readonly rows: SettledRows;
  readonly events: number;
  /** When the last of the events was recorded, as far as they concern this projection; '' when there is none. */
  readonly lastRecordedAt: string;
}

/** Folds whole streams into the rows of one projection, whose tables are empty. */
export class StreamFold {
  private readonly rows: RowBuffer;
  private readonly writer: DirectWriter;
  private events = 0;
  private lastRecordedAt = '';

  constructor(
    private readonly projection: AnyProjection,
    private readonly steps: readonly SharedStep[],
  ) {
    // Where the rows go is said when they are written.
    this.rows = new RowBuffer('', projection.tables);
    this.writer = new DirectWriter(projection.tables, this.rows);
  }

  /** @throws NotByStream when it can't be done */
  fold(stream: readonly RecordedEvent[]): void {
    const { projection, rows, steps, writer } = this;
    this.events += stream.length;
    for (const { recordedAt } of stream) if (recordedAt > this.lastRecordedAt) this.lastRecordedAt = recordedAt;
    const own = ownEvents(projection, stream);
    const [first] = own;
    const key = first === undefined ? null : projection.keyOf(first);
    if (first === undefined || key === null) {
      if (own.some((event) => projection.keyOf(event) !== null)) throw new NotByStream();
      return;
    }
    const streams = projection.streamsOf?.(key) ?? [key];
    const whole = streams.length === 1 && streams[0] === first.stream;
    if (!whole || own.some((event) => projection.keyOf(event) !== key)) throw new NotByStream();
    byStream(() => {
      const state = foldKey(projection, key, own, steps, writer);
      if (state === undefined) throw new TypeError(`the fold of ${key} returned no state`);
      rows.settleNew();
    });
  }

  /** Hands over what was folded since it was last taken. */
  take(): StreamPage {
    const page = { rows: this.rows.takeSettled(), events: this.events, lastRecordedAt: this.lastRecordedAt };
    this.events = 0;
    return page;
  }
}

/** The very same list where nothing is left out: views that fold it in turn can share what they make of it. */
function ownEvents({ shared }: AnyProjection, stream: readonly RecordedEvent[]): readonly RecordedEvent[] {
  if (!shared || !stream.some((event) => shared.concerns(event))) return stream;
  return stream.filter((event) => !shared.concerns(event));
}

/** Whatever a fold throws is a reason not to go by stream. */
export function byStream<Result>(fold: () => Result): Result {
  try {
    return fold();
  } catch (cause) {
    if (cause instanceof NotByStream) throw cause;
    throw new NotByStream('an event can not be applied', { cause });
  }
}
