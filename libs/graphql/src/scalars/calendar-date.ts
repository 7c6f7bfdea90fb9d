import { isDay } from '@milepost/lifecycle';
import { textScalar } from './text-scalar';

/** A calendar date that exists, `YYYY-MM-DD`, in the region's time zone; a plain string in TypeScript. */
export const CalendarDate = textScalar({
  name: 'CalendarDate',
  description: "A calendar date, YYYY-MM-DD, in the region's time zone.",
  expected: 'a calendar date that exists, written YYYY-MM-DD',
  read: (text) => (isDay(text) ? text : undefined),
});
