/** A day: whoever asks for more is asked again sooner. */
const MOST_MS = 86_400_000;
/** IMF-fixdate, and the two older forms that receivers must understand (RFC 9110, section 5.6.7); all of them in GMT. */
const HTTP_DATE =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} [\d:]{8} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;

/**
 * How long a `Retry-After` asks to wait (RFC 9110, section 10.2.3: seconds, or a date), in milliseconds, a day at most;
 * `null` when there is none, or none that can be read.
 * @param nowMs since 1970
 */
export function retryAfterMs(text: string | undefined, nowMs: number): number | null {
  const value = text?.trim() ?? '';
  if (/^\d{1,15}$/.test(value)) return Math.min(Number(value) * 1000, MOST_MS);
  if (!HTTP_DATE.test(value)) return null;
  const at = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(at) ? null : Math.min(Math.max(at - nowMs, 0), MOST_MS);
}
