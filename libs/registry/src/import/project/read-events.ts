import type { StatusKind } from '@milepost/lifecycle';
import type { Activity, Events } from '../mapping/mapping';
import { valueOf } from '../mapping/field';
import { activityName } from '../mapping/parse-course';
import { importNotices } from '../notices';
import type { Source } from '../read/source';
import type { SourceRow } from '../read/source-row';
import type { Complaint } from './complaint';
import type { DesiredMilestone, DesiredStatus, ReadProject, Scope } from './desired-project';
import { attributesOf } from './read-attributes';
import { evidenceOf } from './read-evidence';
import { checkSurplus, settled, type Repeated } from './read-wide';
import { type ReadingContext, RowReading } from './row-reading';
import { without } from './scope';

/** What was read of one project so far. */
interface Case {
  /** The row that its attributes are read from. */
  attributes: SourceRow | null;
  line: number;
  readonly milestones: DesiredMilestone[];
  readonly statuses: DesiredStatus[];
  readonly complaints: Complaint[];
  readonly warnings: Complaint[];
  /** Milestones and changes of status of which a date can't be read. */
  readonly unread: Set<string>;
}

const emptyCase = (line: number, attributes: SourceRow | null): Case => ({
  attributes,
  line,
  milestones: [],
  statuses: [],
  complaints: [],
  warnings: [],
  unread: new Set(),
});

function meaningOf(reading: RowReading, course: Events): Activity | null {
  const activity = reading.text(course.activity);
  const column = course.activity.columns[0] ?? null;
  if (activity === null) return reading.complain(importNotices.valueUnmapped(column, { value: '' }), column, null);
  const name = activityName(activity.text);
  const meaning = course.meanings.get(name);
  if (meaning !== undefined || course.ignore === 'all' || course.ignore.has(name)) return meaning ?? null;
  return reading.complain(importNotices.valueUnmapped(column, { value: activity.text }), column, activity.text);
}

function readEvent(reading: RowReading, course: Events, to: Case): void {
  const meaning = meaningOf(reading, course);
  if (meaning === null) return;
  const day = reading.day(course.date);
  if (reading.leftUnread(course.date)) to.unread.add('milestone' in meaning ? meaning.milestone : meaning.status);
  if (day === null) return;
  if ('milestone' in meaning) {
    to.milestones.push({ milestone: meaning.milestone, ...day, ...evidenceOf(reading, course, day.on) });
  } else {
    const status: StatusKind = meaning.status;
    to.statuses.push({ to: status, ...day, reason: reading.text(course.reason)?.text ?? null });
  }
}

/** Earliest first, one to a day; where repeats don't count, only the earliest of each milestone. */
function counted(milestones: readonly DesiredMilestone[], { repeats }: Scope): DesiredMilestone[] {
  const seen = new Set<string>();
  return milestones
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .filter(({ milestone, on }) => {
      const name = repeats === 'first' ? milestone : `${milestone} ${on}`;
      return !seen.has(name) && seen.add(name);
    });
}

async function readCases(source: Source, course: Events): Promise<Map<string, Case>> {
  const cases = new Map<string, Case>();
  for await (const row of source.rows()) {
    const key = course.cases === null ? null : valueOf(course.cases.key, row);
    if (key !== null && !cases.has(key.text)) cases.set(key.text, emptyCase(row.line, row));
  }
  return cases;
}

function projectOf(key: string, found: Case, scope: Scope, repeated: Repeated, context: ReadingContext): ReadProject {
  const reading = new RowReading(found.attributes ?? { line: found.line, cells: new Map(), surplus: 0 }, context);
  const lines = repeated.get(key);
  if (lines !== undefined) reading.complain(importNotices.keyTwice(null, { key, lines: lines.join(', ') }), null, key);
  if (found.attributes === null) reading.complain(importNotices.caseUnknown(null, { key }), null, key);
  const milestones = counted(found.milestones, scope);
  const statuses = settled(reading, found.statuses, milestones);
  const attributes = found.attributes === null ? null : attributesOf(reading);
  const complaints = [...found.complaints, ...reading.complaints];
  const refused = attributes === null || complaints.length > 0;
  const project = refused ? null : { ...attributes, milestones, statuses, scope: without(scope, found.unread) };
  return { key, line: found.line, project, complaints, warnings: [...found.warnings, ...reading.warnings] };
}

/**
 * The projects of an event log, whose rows may stand in any order: all rows are held, in short form, until the last.
 * @param cases the file of attributes, where the mapping names one
 */
export async function* readEvents(
  source: Source,
  cases: Source | null,
  course: Events,
  scope: Scope,
  repeated: Repeated,
  context: ReadingContext,
): AsyncGenerator<ReadProject> {
  const found = cases === null ? new Map<string, Case>() : await readCases(cases, course);
  for await (const row of source.rows()) {
    const reading = new RowReading(row, context);
    checkSurplus(reading, source.width);
    const key = reading.text(context.mapping.key);
    if (key === null) {
      const column = context.mapping.key.columns[0] ?? null;
      reading.complain(importNotices.keyMissing(column), column, null);
      yield { key: null, line: row.line, project: null, complaints: reading.complaints, warnings: [] };
      continue;
    }
    let known = found.get(key.text);
    if (known === undefined) found.set(key.text, (known = emptyCase(row.line, cases === null ? row : null)));
    readEvent(reading, course, known);
    known.complaints.push(...reading.complaints);
    known.warnings.push(...reading.warnings);
  }
  for (const [key, each] of found) yield projectOf(key, each, scope, repeated, context);
}
