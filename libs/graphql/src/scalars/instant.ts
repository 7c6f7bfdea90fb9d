import { textScalar } from './text-scalar';

const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(:(\d{2})(\.\d{1,9})?)?(Z|[+-](\d{2}):(\d{2}))$/;
const CANONICAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** An instant: ISO 8601 with an offset going in, UTC with milliseconds (`Z`) coming out; a plain string in TypeScript. */
export const Instant = textScalar({
  name: 'Instant',
  description: 'An instant. In: ISO 8601 with an offset (2026-03-01T08:00:00+08:00). Out: UTC with milliseconds and Z.',
  expected: 'an ISO 8601 instant with an offset, such as 2026-03-01T08:00:00+08:00',
  read: readInstant,
  write(value) {
    if (typeof value === 'string') return CANONICAL.test(value) ? value : readInstant(value);
    return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined;
  },
});

function readInstant(text: string): string | undefined {
  const parts = ISO.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour] = parts;
  // Date.parse rolls 30 February over into March, and takes 24:00.
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(`${year}-${month}-${day}`)) return undefined;
  if (Number(hour) > 23 || Number(parts[10] ?? 0) > 23) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  const utc = new Date(time).toISOString();
  return CANONICAL.test(utc) ? utc : undefined;
}
