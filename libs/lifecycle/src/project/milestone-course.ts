import { FOREVER, type DayNumber } from '../calendar/day';
import { laterThan, milestoneOf } from '../catalogue/catalogue';
import type { Course, Passage } from './course';

const NONE: readonly Passage[] = [];

/** What a course says of one milestone, looked up once to be asked about many days. */
export class MilestoneCourse {
  private laterOne: Passage | null | undefined;

  constructor(
    private readonly course: Course,
    private readonly milestone: string,
    /** Earliest first. */
    readonly passages: readonly Passage[],
    readonly notApplicableTo: readonly string[] | undefined,
    /** The day from which it was decided not to apply. */
    readonly waivedFrom: DayNumber,
  ) {}

  /** The first passage of all milestones later in the lifecycle, on whatever day. */
  get later(): Passage | undefined {
    if (this.laterOne === undefined) {
      this.laterOne = firstOf(this.course, laterThan(this.course.catalogue, this.milestone)) ?? null;
    }
    return this.laterOne ?? undefined;
  }
}

export function milestoneCourse(course: Course, milestone: string): MilestoneCourse {
  return new MilestoneCourse(
    course,
    milestone,
    course.passages.get(milestone) ?? NONE,
    milestoneOf(course.catalogue, milestone)?.notApplicableTo,
    course.notApplicableFrom.get(milestone) ?? FOREVER,
  );
}

/** The passage, among all of the given milestones, that happened first. */
export function firstOf({ passages }: Course, milestones: readonly string[]): Passage | undefined {
  let earliest: Passage | undefined;
  for (const milestone of milestones) {
    const passage = passages.get(milestone)?.[0];
    if (passage !== undefined && (earliest === undefined || passage.on < earliest.on)) earliest = passage;
  }
  return earliest;
}

/** The passage, among those of the given milestones, that happened first and on or before the day. */
export function earliestPassage(course: Course, milestones: readonly string[], on: DayNumber): Passage | undefined {
  const first = firstOf(course, milestones);
  return first !== undefined && first.on <= on ? first : undefined;
}

/**
 * The passage that makes a milestone effective on a day: it has happened, and is still valid or was built upon (a later
 * milestone has happened). `undefined` when the milestone counts as not reached.
 */
export function effectiveOn(milestone: MilestoneCourse, on: DayNumber): Passage | undefined {
  const first = milestone.passages[0];
  if (first === undefined || first.on > on) return undefined;
  if (first.validUntil >= on) return first;
  for (const passage of milestone.passages) if (passage.on <= on && passage.validUntil >= on) return passage;
  const { later } = milestone;
  return later !== undefined && later.on <= on ? first : undefined;
}

/** `effectiveOn` of a milestone asked about once. */
export function effectivePassage(course: Course, milestone: string, on: DayNumber): Passage | undefined {
  return effectiveOn(milestoneCourse(course, milestone), on);
}

/** Whether a milestone belongs to a project of this kind on this day. One that has happened does. */
export function appliesOn(milestone: MilestoneCourse, kind: string, on: DayNumber): boolean {
  const { notApplicableTo, waivedFrom, passages } = milestone;
  if (waivedFrom > on && notApplicableTo?.includes(kind) !== true) return true;
  const first = passages[0];
  return first !== undefined && first.on <= on;
}

/** `appliesOn` of a milestone asked about once. */
export function applies(course: Course, milestone: string, kind: string, on: DayNumber): boolean {
  return appliesOn(milestoneCourse(course, milestone), kind, on);
}
