import type { Wide } from '../mapping/mapping';
import { importNotices, statusNamed } from '../notices';
import type { Source } from '../read/source';
import type { SourceRow } from '../read/source-row';
import { attributesOf } from './read-attributes';
import type { DesiredMilestone, DesiredStatus, ReadProject, Scope } from './desired-project';
import { evidenceOf } from './read-evidence';
import { type ReadingContext, RowReading } from './row-reading';
import { without } from './scope';
import { settleStatuses } from './settle-statuses';

/** Keys that stand in more than one row, with all their lines. */
export type Repeated = ReadonlyMap<string, readonly number[]>;

/** Reads a row's cells beyond the header as what they are: a sign of a delimiter that was not quoted. */
export function checkSurplus(reading: RowReading, columns: number): void {
  const { surplus } = reading.row;
  if (surplus > 0)
    reading.complain(importNotices.tooManyCells(null, { cells: columns + surplus, columns }), null, null);
}

function milestonesOf(reading: RowReading, { milestones }: Wide): DesiredMilestone[] {
  return milestones.flatMap(({ milestone, date, ...evidence }) => {
    const day = reading.day(date);
    return day === null ? [] : [{ milestone, ...day, ...evidenceOf(reading, evidence, day.on) }];
  });
}

function statusesOf(reading: RowReading, { statuses }: Wide): DesiredStatus[] {
  return statuses.flatMap(({ to, date, reason }) => {
    const day = reading.day(date);
    return day === null ? [] : [{ to, ...day, reason: reading.text(reason)?.text ?? null }];
  });
}

/** Leaves out the changes of status that make no difference, with a warning for each. */
export function settled(
  reading: RowReading,
  statuses: readonly DesiredStatus[],
  milestones: readonly DesiredMilestone[],
): DesiredStatus[] {
  const { kept, dropped } = settleStatuses(statuses, milestones, reading.context.catalogue);
  for (const { to, on, column } of dropped) {
    reading.warn(importNotices.statusWithoutEffect(column, { ...statusNamed(to), date: on }), column, on);
  }
  return kept;
}

/** What the row speaks of: not of what stands there in a form that can't be read. */
function spokenOf(reading: RowReading, { milestones, statuses }: Wide, scope: Scope): Scope {
  const unreadMilestones = milestones.filter(({ date }) => reading.leftUnread(date)).map(({ milestone }) => milestone);
  const unreadStatuses = statuses.filter(({ date }) => reading.leftUnread(date)).map(({ to }) => to);
  return without(scope, new Set<string>([...unreadMilestones, ...unreadStatuses]));
}

function readRow(
  row: SourceRow,
  course: Wide,
  width: number,
  scope: Scope,
  repeated: Repeated,
  context: ReadingContext,
): ReadProject {
  const reading = new RowReading(row, context);
  checkSurplus(reading, width);
  const key = reading.text(context.mapping.key);
  const keyColumn = context.mapping.key.columns[0] ?? null;
  if (key === null) reading.complain(importNotices.keyMissing(keyColumn), keyColumn, null);
  const lines = key === null ? undefined : repeated.get(key.text);
  if (key !== null && lines !== undefined) {
    reading.complain(
      importNotices.keyTwice(keyColumn, { key: key.text, lines: lines.join(', ') }),
      keyColumn,
      key.text,
    );
  }
  const milestones = milestonesOf(reading, course);
  const statuses = settled(reading, statusesOf(reading, course), milestones);
  const project = { ...attributesOf(reading), milestones, statuses, scope: spokenOf(reading, course, scope) };
  const { complaints, warnings } = reading;
  return {
    key: key?.text ?? null,
    line: row.line,
    project: complaints.length > 0 ? null : project,
    complaints,
    warnings,
  };
}

/** The projects of a wide ledger, one to a row. */
export async function* readWide(
  source: Source,
  course: Wide,
  scope: Scope,
  repeated: Repeated,
  context: ReadingContext,
): AsyncGenerator<ReadProject> {
  for await (const row of source.rows()) yield readRow(row, course, source.width, scope, repeated, context);
}
