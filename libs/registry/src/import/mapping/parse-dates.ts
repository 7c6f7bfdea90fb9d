import {
  ISO_FORMAT,
  patternFormat,
  patternProblem,
  SERIAL_FORMAT,
  type DayFormat,
  type MonthStandsFor,
} from './day-format';
import { DATE_FAULTS, type Dates } from './mapping';
import { at, fail, given, listOf, mapOf, nonBlank, oneOf, textOf, type Place } from './shape';

function formatAt(place: Place, monthStandsFor: MonthStandsFor | undefined): DayFormat {
  const pattern = nonBlank(place);
  if (pattern === ISO_FORMAT.name) return ISO_FORMAT;
  if (pattern === SERIAL_FORMAT.name) return SERIAL_FORMAT;
  const problem = patternProblem(pattern, monthStandsFor);
  return problem === null ? patternFormat(pattern, monthStandsFor) : fail(place, problem);
}

function timeZoneAt(place: Place): string {
  const timeZone = nonBlank(place);
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    return fail(place, `there is no time zone ${timeZone}`);
  }
}

/** How the mapping says that dates are written; ISO 8601 when it says nothing. */
export function datesAt(place: Place): Dates {
  if (!given(place)) return { formats: [ISO_FORMAT], blank: new Set(), unreadable: 'refuse', future: 'refuse' };
  mapOf(place, ['formats', 'blank', 'timeZone', 'monthStandsFor', 'unreadable', 'future']);
  const month = at(place, 'monthStandsFor');
  const monthStandsFor = given(month) ? oneOf(month, ['first-day', 'last-day']) : undefined;
  const formats = listOf(at(place, 'formats')).map((each) => formatAt(each, monthStandsFor));
  return {
    formats: formats.length > 0 ? formats : [ISO_FORMAT],
    blank: new Set(listOf(at(place, 'blank')).map((each) => textOf(each).trim().toLowerCase())),
    unreadable: oneOf(at(place, 'unreadable'), DATE_FAULTS, 'refuse'),
    future: oneOf(at(place, 'future'), DATE_FAULTS, 'refuse'),
    ...(given(at(place, 'timeZone')) && { timeZone: timeZoneAt(at(place, 'timeZone')) }),
  };
}
