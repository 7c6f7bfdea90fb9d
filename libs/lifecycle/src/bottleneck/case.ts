import { addMonths, FOREVER, type DayNumber } from '../calendar';
import { laterThan } from '../catalogue/catalogue';
import { compareYuan, type Yuan } from '../money';
import { applies, committedFor, earliestPassage, effectivePassage, type Course, type Passage } from '../project/course';
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

const NO_LIMITS = { yellowAfter: FOREVER, redAfter: FOREVER, committed: null } as const;

function limitsOf(rule: BottleneckRule, course: Course, start: DayNumber, paused: number, on: DayNumber) {
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

function turned(passage: { on: DayNumber; fact: { id: string } }) {
  return { turnedOn: passage.on, turnedBy: passage.fact.id };
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
  if (!covers(rule, profile) || !applies(course, rule.awaits, profile.kind, on)) return null;
  const clock = rule.clockStartsAt.find((milestone) => applies(course, milestone, profile.kind, on));
  const start = clock === undefined ? undefined : effectivePassage(course, clock, on);
  if (start === undefined) return null;
  const begun = { since: start.on, startedBy: start.fact.id };
  const awaited = effectivePassage(course, rule.awaits, on);
  if (awaited !== undefined) {
    return { state: 'passed', ...begun, ...turned(awaited), dwell: awaited.on - start.on, paused: 0, ...NO_LIMITS };
  }
  return waiting(course, rule, start, on);
}

function waiting(course: Course, rule: BottleneckRule, start: Passage, on: DayNumber): BottleneckCase {
  const base = { since: start.on, startedBy: start.fact.id, dwell: null, paused: 0, ...NO_LIMITS };
  const skip = earliestPassage(course, rule.skippedBy ?? laterThan(course.catalogue, rule.awaits), on);
  if (skip !== undefined) return { ...base, state: 'skipped', ...turned(skip) };
  const end = endedOn(course, on);
  if (end !== null) return { ...base, state: 'ended', turnedOn: end.from, turnedBy: end.by };
  const pause = suspendedOn(course, on);
  const stopped = rule.pauseStopsClock ? pausedDays(course, start.on, pause === null ? on : pause.from) : 0;
  if (pause !== null) {
    return { ...base, state: 'suspended', turnedOn: pause.from, turnedBy: pause.by, paused: stopped };
  }
  const limits = limitsOf(rule, course, start.on, stopped, on);
  return { ...base, state: 'open', turnedOn: null, turnedBy: null, paused: stopped, ...limits };
}

export const LIGHTS = ['green', 'yellow', 'red'] as const;
export type Light = (typeof LIGHTS)[number];

/** The light of an open case on a day; the limit's own day is the last of the better light. */
export function lightOn(limits: { yellowAfter: DayNumber; redAfter: DayNumber }, on: DayNumber): Light {
  if (on > limits.redAfter) return 'red';
  return on > limits.yellowAfter ? 'yellow' : 'green';
}
