import type { Attempt } from './attempt';

export interface Counted {
  readonly endpointId: string;
  readonly result: 'delivered' | 'failed';
  readonly count: number;
  /** Milliseconds that these took together. */
  readonly durationMs: number;
}

/** Attempts of this process since it started, by endpoint and by result: for metrics, where the log would be counted anew. */
export class Tally {
  private readonly counts = new Map<
    string,
    { endpointId: string; result: Counted['result']; count: number; durationMs: number }
  >();

  count({ delivery, outcome, verdict }: Attempt): void {
    const result = verdict.kind === 'delivered' ? 'delivered' : 'failed';
    const key = `${result}/${delivery.endpointId}`;
    const known = this.counts.get(key) ?? { endpointId: delivery.endpointId, result, count: 0, durationMs: 0 };
    known.count += 1;
    known.durationMs += outcome.durationMs;
    this.counts.set(key, known);
  }

  all(): readonly Counted[] {
    return [...this.counts.values()];
  }
}
