import { laterThan, type CodedLabel, type MilestoneDefinition } from '../catalogue/catalogue';
import { dayIn, dayOf, daysBetween, FOREVER, type Day, type DayNumber } from '../calendar';
import type { EvidenceDocument } from '../events/lifecycle-event';
import { committedFor, firstPassage, type Course, type Passage } from '../project/course';
import { applies, earliestPassage, effectivePassage } from '../project/milestone-course';

export const MILESTONE_STATUSES = ['reached', 'expired', 'skipped', 'pending', 'not-applicable'] as const;
export type MilestoneStatus = (typeof MILESTONE_STATUSES)[number];

export const TIMELINE_FLAGS = [
  'before-prerequisite',
  'prerequisite-missing',
  'recorded-late',
  'corrected',
  'repeated',
  'commitment-passed',
] as const;
export type TimelineFlag = (typeof TIMELINE_FLAGS)[number];

/** Recorded more days than this after it happened, a milestone is flagged as late. */
export const LATE_AFTER_DAYS = 30;

/** One milestone of a project on a day. */
export interface TimelineEntry {
  readonly milestone: CodedLabel;
  readonly status: MilestoneStatus;
  readonly plannedOn: Day | null;
  readonly occurredOn: Day | null;
  /** Instant at which the store took the statement. */
  readonly recordedAt: string | null;
  /** Id of the event that states it. */
  readonly eventId: string | null;
  readonly document: EvidenceDocument | null;
  /** Last day on which it counts by itself. */
  readonly validUntil: Day | null;
  readonly note: string | null;
  /** Days since the nearest earlier milestone in the catalogue's order that was reached; negative when out of order. */
  readonly daysFromPrevious: number | null;
  /** Days past the committed date (negative: ahead of it); for a pending milestone, days overdue so far. */
  readonly commitmentSlipDays: number | null;
  readonly flags: readonly TimelineFlag[];
}

function statusOf(course: Course, code: string, kind: string, on: DayNumber): MilestoneStatus {
  if (effectivePassage(course, code, on) !== undefined) return 'reached';
  if (firstPassage(course, code, on) !== undefined) return 'expired';
  if (!applies(course, code, kind, on)) return 'not-applicable';
  return earliestPassage(course, laterThan(course.catalogue, code), on) === undefined ? 'pending' : 'skipped';
}

function flagsOf(
  course: Course,
  definition: MilestoneDefinition,
  kind: string,
  passage: Passage | undefined,
  overdue: boolean,
  on: DayNumber,
): TimelineFlag[] {
  const flags = new Set<TimelineFlag>();
  if (passage !== undefined) {
    for (const prerequisite of definition.after) {
      if (definition.exit === true || !applies(course, prerequisite, kind, on)) continue;
      const before = firstPassage(course, prerequisite, on);
      if (before === undefined) flags.add('prerequisite-missing');
      else if (before.on > passage.on) flags.add('before-prerequisite');
    }
    const recordedOn = dayIn(course.catalogue.timeZone, passage.fact.recordedAt);
    if (daysBetween(passage.fact.on, recordedOn) > LATE_AFTER_DAYS) flags.add('recorded-late');
    if (passage.fact.correctedAt !== undefined) flags.add('corrected');
    const repeats = course.passages.get(definition.code)?.filter((each) => each.on <= on).length ?? 0;
    if (repeats > 1) flags.add('repeated');
  }
  if (overdue) flags.add('commitment-passed');
  return [...flags];
}

/** Where each milestone of the catalogue stands on a day. Exits appear only when they happened. */
export function timelineOn(course: Course, kind: string, on: DayNumber): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let previous: DayNumber | null = null;
  for (const definition of course.catalogue.milestones) {
    const { code, label } = definition;
    const passage = effectivePassage(course, code, on) ?? firstPassage(course, code, on);
    if (definition.exit === true && passage === undefined) continue;
    const status = statusOf(course, code, kind, on);
    const planned = committedFor(course, code, on) ?? null;
    const overdue = status === 'pending' && planned !== null && planned < on;
    const slip = planned === null ? null : passage !== undefined ? passage.on - planned : overdue ? on - planned : null;
    entries.push({
      milestone: { code, label },
      status,
      plannedOn: planned === null ? null : dayOf(planned),
      occurredOn: passage?.fact.on ?? null,
      recordedAt: passage?.fact.recordedAt ?? null,
      eventId: passage?.fact.id ?? null,
      document: passage?.fact.document ?? null,
      validUntil: passage === undefined || passage.validUntil === FOREVER ? null : dayOf(passage.validUntil),
      note: passage?.fact.note ?? null,
      daysFromPrevious: passage === undefined || previous === null ? null : passage.on - previous,
      commitmentSlipDays: slip,
      flags: flagsOf(course, definition, kind, passage, overdue, on),
    });
    if (passage !== undefined) previous = passage.on;
  }
  return entries;
}
