import { comparePositions } from '@milepost/lifecycle';
import { HistoryOutOfOrder } from '../event-store';
import type { Connection } from './connection';
import type { SealedRecord } from './sealed-record';
import type { Appended } from './wire';

/** Appends under way at a time, and bytes in them. */
const WINDOW = 256;
const WINDOW_BYTES = 8 * 1024 * 1024;
/** Events and bytes in one append. */
const MOST_EVENTS = 500;
const MOST_BYTES = 512 * 1024;

/** Neighbours of one stream together, as far as one append takes them. */
export function* runsOf(records: readonly SealedRecord[]): Generator<readonly SealedRecord[]> {
  let run: SealedRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const full = run.length === MOST_EVENTS || bytes + record.bytes > MOST_BYTES;
    if (run.length > 0 && (full || run[0].event.stream !== record.event.stream)) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(record);
    bytes += record.bytes;
  }
  if (run.length > 0) yield run;
}

/** Appends that are sent one after the other without waiting for answers, and answered in that order. */
export class SendInOrder {
  private readonly window: { readonly answer: Promise<Appended>; readonly bytes: number; readonly id: string }[] = [];
  private bytes = 0;
  private failed = false;

  constructor(
    private readonly connection: Connection,
    /** After which all that are not answered yet must come to stand. */
    private position: string,
  ) {}

  /** Sends a run as soon as there is room. @throws what an earlier one has failed with, after which nothing is sent */
  async send(run: readonly SealedRecord[]): Promise<void> {
    const bytes = run.reduce((sum, record) => sum + record.bytes, 0);
    const full = () => this.window.length >= WINDOW || this.bytes + bytes > WINDOW_BYTES;
    while (this.window.length > 0 && (this.failed || full())) await this.answered();
    const { stream, revision, id } = run[0].event;
    const expected = revision === 0 ? 'none' : revision - 1;
    const events = run.map(({ wire }) => wire);
    const answer = this.connection.run((client) => client.append(stream, expected, events));
    // Its failure shows when its turn to be answered comes; what comes after it must not pass it by a new connection.
    answer.catch(() => (this.failed = true));
    this.window.push({ answer, bytes, id });
    this.bytes += bytes;
  }

  /** Waits for all answers. @returns position of the last event */
  async settle(): Promise<string> {
    while (this.window.length > 0) await this.answered();
    return this.position;
  }

  /** Waits until nothing is under way any more, whatever became of it. */
  async abandon(): Promise<void> {
    await Promise.allSettled(this.window.map(({ answer }) => answer));
  }

  private async answered(): Promise<void> {
    const { answer, bytes, id } = this.window.shift()!;
    const { position } = await answer;
    this.bytes -= bytes;
    if (position === undefined) return;
    if (comparePositions(position, this.position) <= 0) {
      throw new HistoryOutOfOrder(`event ${id} came to stand at ${position}, before ${this.position}`);
    }
    this.position = position;
  }
}
