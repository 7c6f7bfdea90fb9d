/** Where another server leads. */
export interface Leader {
  readonly address: string;
  readonly port: number;
}

/**
 * What an append meets:
 * - `drop`: the connection breaks before it is stored; `store, then drop`: after it;
 * - `silence`: it is swallowed; `store in silence`: stored, and not answered;
 * - `not ready`: it is refused as a starting or busy server does;
 * - late: stored at once, answered after so many milliseconds;
 * - not leader: it is refused, and another server named.
 */
export type AppendFault =
  | 'drop'
  | 'store, then drop'
  | 'silence'
  | 'store in silence'
  | 'not ready'
  | { readonly lateMs: number }
  | { readonly notLeader: Leader };

/** Misbehaviour asked for and not yet shown, and for how long. */
export class Misbehaviour {
  private readonly queue: AppendFault[] = [];
  /** Shown by every append until it is undefined again. */
  always: AppendFault | undefined;
  /** True while nothing at all is answered, appends and readings alike. */
  mute = false;

  /** So many readings of streams don't show the last event yet, as of a cluster that is still copying it. */
  unshown = 0;

  /** What a reading shows of a stream's events. */
  shown<Event>(events: readonly Event[]): readonly Event[] {
    if (this.unshown === 0) return events;
    this.unshown--;
    return events.slice(0, -1);
  }

  /** The next appends meet these, one each. */
  next(...faults: readonly AppendFault[]): void {
    this.queue.push(...faults);
  }

  take(): AppendFault | undefined {
    return this.queue.shift() ?? this.always;
  }
}
