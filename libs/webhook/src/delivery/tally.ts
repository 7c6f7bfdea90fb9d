import type { Attempt } from './attempt';

export interface Counted {
  readonly endpointId: string;
  readonly result: 'delivered' | 'failed';
  readonly count: number;
  /** Milliseconds that these took together. */
  readonly durationMs: number;
}

interface Count {
  count: number;
  durationMs: number;
}

const RESULTS = ['delivered', 'failed'] as const;

/** Attempts of this process since it started, by endpoint and by result: for metrics, where the log would be counted anew. */
export class Tally {
  private readonly counts = { delivered: new Map<string, Count>(), failed: new Map<string, Count>() };

  count(attempts: readonly Attempt[]): void {
    for (const { delivery, outcome, verdict } of attempts) {
      const counts = this.counts[verdict.kind === 'delivered' ? 'delivered' : 'failed'];
      const known = counts.get(delivery.endpointId) ?? { count: 0, durationMs: 0 };
      known.count += 1;
      known.durationMs += outcome.durationMs;
      counts.set(delivery.endpointId, known);
    }
  }

  all(): readonly Counted[] {
    return RESULTS.flatMap((result) =>
      [...this.counts[result]].map(([endpointId, { count, durationMs }]) => ({
        endpointId,
        result,
        count,
        durationMs,
      })),
    );
  }
}
