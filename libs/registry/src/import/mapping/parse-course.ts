import { dirname, resolve } from 'node:path';
import { STATUS_KINDS } from '@milepost/lifecycle';
import { DELIMITERS } from '../read/csv-rows';
import { ENCODINGS } from '../read/encoding';
import { cellText } from '../read/source-row';
import {
  REPEATS,
  type Activity,
  type DocumentFields,
  type Events,
  type Evidence,
  type Table,
  type Wide,
} from './mapping';
import { fieldAt } from './parse-field';
import { at, entriesOf, given, isMap, listOf, mapOf, nonBlank, numberOf, oneOf, textOf, type Place } from './shape';

export const TABLE_KEYS = ['encoding', 'delimiter', 'headerRow', 'sheet', 'blank'] as const;

/** Where the table stands in its file; the place is checked for unknown keys by the caller. */
export function tableAt(place: Place): Table {
  const [delimiter, headerRow, sheet] = [at(place, 'delimiter'), at(place, 'headerRow'), at(place, 'sheet')];
  return {
    encoding: oneOf(at(place, 'encoding'), ENCODINGS, 'auto'),
    blank: listOf(at(place, 'blank')).map(textOf),
    ...(given(delimiter) && { delimiter: oneOf(delimiter, DELIMITERS) }),
    ...(given(headerRow) && { headerRow: numberOf(headerRow) }),
    ...(given(sheet) && { sheet: nonBlank(sheet) }),
  };
}

const EVIDENCE_KEYS = ['document', 'validUntil'];

function evidenceAt(place: Place): Evidence {
  const [document, validUntil] = [at(place, 'document'), at(place, 'validUntil')];
  if (!given(document)) return given(validUntil) ? { validUntil: fieldAt(validUntil) } : {};
  const entries = entriesOf(mapOf(document, ['number', 'issuer', 'issuedOn']));
  return {
    document: Object.fromEntries(entries.map(([name, each]) => [name, fieldAt(each)])) as DocumentFields,
    ...(given(validUntil) && { validUntil: fieldAt(validUntil) }),
  };
}

export function wideAt(place: Place): Wide {
  const [milestones, statuses] = [at(place, 'milestones'), at(place, 'statuses')];
  return {
    format: 'wide',
    milestones: (given(milestones) ? entriesOf(milestones) : []).map(([milestone, each]) => ({
      milestone,
      date: fieldAt(each, EVIDENCE_KEYS),
      ...(isMap(each.value) && evidenceAt(each)),
    })),
    statuses: listOf(statuses).map((each) => ({
      to: oneOf(at(each, 'to'), STATUS_KINDS),
      date: fieldAt(each, ['to', 'reason']),
      ...(given(at(each, 'reason')) && { reason: fieldAt(at(each, 'reason')) }),
    })),
  };
}

function activityAt(place: Place): Activity {
  if (!isMap(place.value)) return { milestone: nonBlank(place) };
  mapOf(place, ['milestone', 'status']);
  const status = at(place, 'status');
  return given(status) ? { status: oneOf(status, STATUS_KINDS) } : { milestone: nonBlank(at(place, 'milestone')) };
}

/** Activities are compared without regard to case and to white space. */
export const activityName = (text: string): string => cellText(text).toLowerCase();

function casesAt(place: Place): Events['cases'] {
  if (!given(place)) return null;
  mapOf(place, ['file', 'key', ...TABLE_KEYS]);
  const path = resolve(dirname(place.file), nonBlank(at(place, 'file')));
  return { path, table: tableAt(place), key: fieldAt(at(place, 'key')) };
}

export function eventsAt(place: Place): Events {
  const events = mapOf(at(place, 'events'), [
    'activity',
    'date',
    'reason',
    'meanings',
    'ignore',
    'repeats',
    ...EVIDENCE_KEYS,
  ]);
  const [ignore, reason] = [at(events, 'ignore'), at(events, 'reason')];
  return {
    format: 'events',
    activity: fieldAt(at(events, 'activity')),
    date: fieldAt(at(events, 'date')),
    ...(given(reason) && { reason: fieldAt(reason) }),
    meanings: new Map(entriesOf(at(events, 'meanings')).map(([name, each]) => [activityName(name), activityAt(each)])),
    ignore: ignore.value === 'all' ? 'all' : new Set(listOf(ignore).map((each) => activityName(textOf(each)))),
    repeats: oneOf(at(events, 'repeats'), REPEATS, 'all'),
    ...evidenceAt(events),
    cases: casesAt(at(place, 'cases')),
  };
}
