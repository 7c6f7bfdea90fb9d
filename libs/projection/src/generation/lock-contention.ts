/** True when a statement gave way to others: its lock timeout passed, or it would have closed a circle of waiters. */
export function isLockContention(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === '55P03' || code === '40P01';
}
