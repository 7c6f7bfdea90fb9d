import { textScalar } from './text-scalar';

/** A place in the global order of events: opaque, a decimal integer in a string. */
export const Position = textScalar({
  name: 'Position',
  description: 'A place in the order of all events: opaque, compare for equality only or hand it back as `atLeast`.',
  expected: 'a decimal integer without sign, as a string or a whole number',
  integers: true,
  read: (text) => (/^(0|[1-9]\d{0,24})$/.test(text) ? text : undefined),
  write: (value) => (typeof value === 'string' ? value : typeof value === 'bigint' ? value.toString() : undefined),
});
