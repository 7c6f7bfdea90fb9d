export interface BackoffLimits {
  /** Longest wait before the first retry, in milliseconds. */
  readonly firstMs: number;
  /** Longest wait at all, in milliseconds. */
  readonly mostMs: number;
}

/**
 * Milliseconds to wait before retry `attempt` (from 0): doubling up to the limit, with half of it left to chance, so
 * that many clients of a server that comes back do not all come at once.
 */
export function backoff(attempt: number, { firstMs, mostMs }: BackoffLimits, chance = Math.random()): number {
  const most = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 30));
  return most / 2 + (most / 2) * chance;
}
