const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** Waits after the first, second, … failed attempt, in milliseconds: those that receivers of webhooks are used to. */
export const RETRY_WAITS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
];

/** An endpoint of which every attempt has failed for so long is disabled. */
export const DISABLE_AFTER_MS = 5 * 24 * HOUR;
/** How long the secret before the last rotation is signed with too. */
export const ROTATION_MS = 24 * HOUR;

const JITTER = 0.2;

/**
 * Milliseconds to wait after so many failed attempts (from 1), a fifth more or less by chance so that what failed
 * together does not come back together; `null` when there is no further attempt.
 * @param chance from 0 to 1
 */
export function waitAfter(attempts: number, chance = Math.random()): number | null {
  const wait = RETRY_WAITS_MS[attempts - 1];
  return wait === undefined ? null : Math.round(wait * (1 - JITTER + 2 * JITTER * chance));
}
