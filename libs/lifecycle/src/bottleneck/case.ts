import { addMonths, FOREVER, type DayNumber } from '../calendar/day';
import { compareYuan, type Yuan } from '../money/yuan';
import { committedFor, type Course, type Passage } from '../project/course';
import { appliesOn, effectiveOn, firstOf, milestoneCourse } from '../project/milestone-course';
import type { ProfileOnDay } from '../project/profile';
import { endedOn, pausedDays, suspendedOn } from '../project/standing';
import type { BottleneckRule, Limit } from './ruleset';

/** Where a project that waits is counted: in exactly one place, the first that fits in this order. */
export const PLACES = ['skipped', 'ended', 'suspended', 'open'] as const;
export type Place = (typeof PLACES)[number];
/** A waiting project's place, or `passed` for one that got through. */
export type CaseState = Place | 'passed';

/** A project in one bottleneck, constant between two dates on which something changes. */
export interface BottleneckCase {
  readonly state: CaseState;
  /** The day on which the clock started. */
  readonly since: DayNumber;
  /** Id of the event that started the clock. */
  readonly startedBy: string;
  /** Passed: the day of the awaited milestone. Ended and suspended: since when. Skipped: the day of the later milestone. */
  readonly turnedOn: DayNumber | null;
  /** Id of the event behind `turnedOn`. */
  readonly turnedBy: string | null;
  /** Days from the start of the clock to the awaited milestone, negative when it came first; only when passed. */
  readonly dwell: number | null;
  /** Days that the clock stood still before the present state; 0 where the rule lets it run. */
  readonly paused: number;
  /** Last green day and last yellow day, `FOREVER` where the rule sets no limit; only while open. */
  readonly yellowAfter: DayNumber;
  readonly redAfter: DayNumber;
  /** The committed date that the yellow limit comes from, where there is one. */
  readonly committed: DayNumber | null;
}

function plus(from: DayNumber, limit: Limit | undefined): DayNumber {
  if (limit === undefined || from === FOREVER) return FOREVER;
  return limit.unit === 'days' ? Math.min(from + limit.count, FOREVER) : addMonths(from, limit.count);
}

function covers(rule: BottleneckRule, profile: ProfileOnDay): boolean {
  const when = rule.appliesWhen;
  if (when === undefined) return true;
  if (when.kinds !== undefined && !when.kinds.includes(profile.kind)) return false;
  if (when.landModes !== undefined && (profile.landMode === null || !when.landModes.includes(profile.landMode))) {
    return false;
  }
  if (when.minInvestment === undefined) return true;
  const total = profile.totalInvestment;
  return total !== null && compareYuan(total as Yuan, when.minInvestment as Yuan) >= 0;
}

type Limits = Pick<BottleneckCase, 'yellowAfter' | 'redAfter' | 'committed'>;

const NO_LIMITS: Limits = { yellowAfter: FOREVER, redAfter: FOREVER, committed: null };

function limitsOf(rule: BottleneckRule, course: Course, start: DayNumber, paused: number, on: DayNumber): Limits {
  const committed = rule.commitmentFirst ? committedFor(course, rule.awaits, on) : undefined;
  if (committed !== undefined) {
    return { yellowAfter: committed, redAfter: plus(committed, rule.redAfterYellow), committed };
  }
  const yellow = plus(start, rule.yellow);
  if (yellow === FOREVER) return NO_LIMITS;
  const red = plus(yellow, rule.redAfterYellow);
  // A limit past the calendar's end is none; a pause must not push it to a day that does not exist.
  const moved = (day: DayNumber): DayNumber => Math.min(day + paused, FOREVER);
  return { yellowAfter: moved(yellow), redAfter: moved(red), committed: null };
}

/** Where a project stands on a day with such attributes, `null` when it is not concerned. */
export type CaseBy = (profile: ProfileOnDay, on: DayNumber) => BottleneckCase | null;

/** A course read by one rule: what is the same on all days is looked up once. */
export function caseBy(course: Course, rule: BottleneckRule): CaseBy {
  const awaited = milestoneCourse(course, rule.awaits);
  const clocks = rule.clockStartsAt.map((milestone) => milestoneCourse(course, milestone));
  let skip: Passage | null | undefined;
  return (profile, on) => {
    const { kind } = profile;
    if (!covers(rule, profile) || !appliesOn(awaited, kind, on)) return null;
    const clock = clocks.find((one) => appliesOn(one, kind, on));
    const start = clock === undefined ? undefined : effectiveOn(clock, on);
    if (start === undefined) return null;
    const passed = effectiveOn(awaited, on);
    if (passed !== undefined) {
      return found('passed', start, passed.on, passed.fact.id, 0, NO_LIMITS);
    }
    if (skip === undefined) skip = (rule.skippedBy ? firstOf(course, rule.skippedBy) : awaited.later) ?? null;
    return waiting(course, rule, start, skip, on);
  };
}

/**
 * Where a project stands in one bottleneck on a day, `null` when it is not concerned: the bottleneck does not apply, or
 * its clock has not started. Which milestones count is known from the course, so that "as known at" is decided before.
 */
export function caseOn(
  course: Course,
  rule: BottleneckRule,
  profile: ProfileOnDay,
  on: DayNumber,
): BottleneckCase | null {
  return caseBy(course, rule)(profile, on);
}

function waiting(
  course: Course,
  rule: BottleneckRule,
  start: Passage,
  skip: Passage | null,
  on: DayNumber,
): BottleneckCase {
  if (skip !== null && skip.on <= on) return found('skipped', start, skip.on, skip.fact.id, 0, NO_LIMITS);
  const end = endedOn(course, on);
  if (end !== null) return found('ended', start, end.from, end.by, 0, NO_LIMITS);
  const pause = suspendedOn(course, on);
  const stopped = rule.pauseStopsClock ? pausedDays(course, start.on, pause === null ? on : pause.from) : 0;
  if (pause !== null) return found('suspended', start, pause.from, pause.by, stopped, NO_LIMITS);
  return found('open', start, null, null, stopped, limitsOf(rule, course, start.on, stopped, on));
}

/** One literal for all cases: they are made by the million, and spreading objects together costs more than the rest. */
function found(
  state: CaseState,
  start: Passage,
  turnedOn: DayNumber | null,
  turnedBy: string | null,
  paused: number,
  { yellowAfter, redAfter, committed }: Limits,
): BottleneckCase {
  return {
    state,
    since: start.on,
    startedBy: start.fact.id,
    turnedOn,
    turnedBy,
    dwell: state === 'passed' && turnedOn !== null ? turnedOn - start.on : null,
    paused,
    yellowAfter,
    redAfter,
    committed,
  };
}

export const LIGHTS = ['green', 'yellow', 'red'] as const;
export type Light = (typeof LIGHTS)[number];

/** The light of an open case on a day; the limit's own day is the last of the better light. */
export function lightOn(limits: { yellowAfter: DayNumber; redAfter: DayNumber }, on: DayNumber): Light {
  if (on > limits.redAfter) return 'red';
  return on > limits.yellowAfter ? 'yellow' : 'green';
}
