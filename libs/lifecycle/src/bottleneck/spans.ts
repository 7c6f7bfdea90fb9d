import { ALWAYS, dayNumber, dayOf, FOREVER, type DayNumber } from '../calendar';
import type { Catalogue } from '../catalogue/catalogue';
import { courseOf, type Course } from '../project/course';
import type { History } from '../project/history';
import { profileOn } from '../project/profile';
import { profilesBy } from '../project/profiles-by';
import { catalogueOn, inForceOn, type Rulebook } from '../rules';
import { caseOn, type BottleneckCase } from './case';

/** A case and the days on which it is so: from `from` (inclusive) to `to` (exclusive). */
export interface CaseSpan {
  readonly ruleset: string;
  readonly rulesetVersion: number;
  readonly bottleneck: string;
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly case: BottleneckCase;
}

/** The days on which a project's course can turn: between two of them nothing changes but the count of days. */
function turningDays(courses: readonly Course[], profileDays: readonly DayNumber[], ruleDays: readonly DayNumber[]) {
  const days = new Set<DayNumber>([...profileDays, ...ruleDays]);
  for (const course of courses) {
    for (const passages of course.passages.values()) {
      for (const { on, validUntil } of passages) {
        days.add(on);
        if (validUntil < FOREVER) days.add(validUntil + 1);
      }
    }
    for (const on of course.notApplicableFrom.values()) days.add(on);
    for (const { on } of course.commitments) days.add(on);
    for (const list of [course.pauses, course.terminations, course.exits]) {
      for (const { from, to } of list) days.add(from).add(to);
    }
  }
  days.delete(ALWAYS);
  days.delete(FOREVER);
  return [...days].sort((a, b) => a - b);
}

function sameCase(a: BottleneckCase, b: BottleneckCase): boolean {
  return (
    a.state === b.state &&
    a.since === b.since &&
    a.startedBy === b.startedBy &&
    a.turnedOn === b.turnedOn &&
    a.turnedBy === b.turnedBy &&
    a.paused === b.paused &&
    a.yellowAfter === b.yellowAfter &&
    a.redAfter === b.redAfter &&
    a.committed === b.committed
  );
}

/**
 * Every bottleneck case of a project over all days, by every ruleset of its catalogue, each day by the version then in
 * force. A day's case is found in the span that holds it: `caseOn` evaluated wherever something can turn.
 */
export function caseSpans(history: History, book: Rulebook): CaseSpan[] {
  const catalogueCode = history.registration.catalogue.code;
  const courses = new Map<Catalogue, Course>();
  const courseIn = (catalogue: Catalogue): Course => {
    let course = courses.get(catalogue);
    if (course === undefined) courses.set(catalogue, (course = courseOf(history, catalogue)));
    return course;
  };
  const adoptions = book.catalogues[catalogueCode] ?? [];
  for (const adoption of adoptions) courseIn(adoption.value);
  const profiles = profilesBy(book, history);
  const profileDays = profiles.map((span) => span.from);

  const spans: CaseSpan[] = [];
  for (const [ruleset, versions] of Object.entries(book.rulesets)) {
    const ruleDays = [...adoptions, ...versions].map((adoption) => dayNumber(adoption.inForceFrom));
    const days = turningDays([...courses.values()], profileDays, ruleDays);
    const open = new Map<string, CaseSpan>();
    const close = (bottleneck: string, to: DayNumber): void => {
      const span = open.get(bottleneck);
      if (span === undefined) return;
      open.delete(bottleneck);
      spans.push({ ...span, to });
    };
    for (const from of days) {
      const day = dayOf(from);
      const rules = inForceOn(versions, day);
      const catalogue = catalogueOn(book, catalogueCode, day);
      if (rules === undefined || catalogue === undefined || rules.catalogue !== catalogueCode) {
        for (const bottleneck of [...open.keys()]) close(bottleneck, from);
        continue;
      }
      const profile = profileOn(profiles, from);
      for (const bottleneck of open.keys()) {
        if (!rules.bottlenecks.some((rule) => rule.code === bottleneck)) close(bottleneck, from);
      }
      for (const rule of rules.bottlenecks) {
        const found = caseOn(courseIn(catalogue), rule, profile, from);
        const before = open.get(rule.code);
        if (found !== null && before?.rulesetVersion === rules.version && sameCase(before.case, found)) continue;
        close(rule.code, from);
        if (found === null) continue;
        const version = { ruleset, rulesetVersion: rules.version, bottleneck: rule.code };
        open.set(rule.code, { ...version, from, to: FOREVER, case: found });
      }
    }
    for (const span of open.values()) spans.push(span);
  }
  return spans;
}
