import { ALWAYS, dayNumber, dayOf, FOREVER, type Day, type DayNumber } from '../calendar';
import type { Catalogue } from '../catalogue/catalogue';
import { changedFacts, turnsFrom } from '../project/changed-facts';
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

/** The days from `since` on which a project's course can turn: between two of them only the count of days changes. */
function turningDays(courses: readonly Course[], otherDays: readonly DayNumber[], since: DayNumber): DayNumber[] {
  const days: DayNumber[] = [];
  const add = (day: DayNumber): void => {
    if (day >= since && day > ALWAYS && day < FOREVER && !days.includes(day)) days.push(day);
  };
  otherDays.forEach(add);
  for (const course of courses) {
    for (const passages of course.passages.values()) {
      for (const { on, validUntil } of passages) {
        add(on);
        add(validUntil + 1);
      }
    }
    course.notApplicableFrom.forEach(add);
    for (const { on } of course.commitments) add(on);
    for (const list of [course.pauses, course.terminations, course.exits]) {
      for (const { from, to } of list) {
        add(from);
        add(to);
      }
    }
  }
  return days.sort((a, b) => a - b);
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

/** What was reckoned from an earlier state of a project, by the same rules. */
export interface EarlierSpans {
  readonly history: History;
  readonly spans: readonly CaseSpan[];
}

/** The cases of the days before the first one that a change can turn, and from which day the rest is to be reckoned. */
function takeOver(earlier: EarlierSpans | undefined, history: History) {
  if (earlier === undefined) return { since: ALWAYS, spans: [] };
  const since = changedFacts(earlier.history.facts, history.facts).reduce(
    (first, fact) => Math.min(first, turnsFrom(fact)),
    FOREVER,
  );
  return { since, spans: earlier.spans.filter(({ from }) => from < since) };
}

/**
 * Every bottleneck case of a project over all days, by every ruleset of its catalogue, each day by the version then in
 * force. A day's case is found in the span that holds it: `caseOn` evaluated wherever something can turn. What is dated
 * on some day turns nothing before it, so that spans reckoned earlier serve up to the first date that has changed.
 */
export function caseSpans(history: History, book: Rulebook, earlier?: EarlierSpans): readonly CaseSpan[] {
  const known = takeOver(earlier, history);
  const { since } = known;
  if (earlier !== undefined && since === FOREVER) return earlier.spans;
  const catalogueCode = history.registration.catalogue.code;
  const adoptions = book.catalogues[catalogueCode] ?? [];
  const courses = new Map(adoptions.map(({ value }) => [value, courseOf(history, value)]));
  const profiles = profilesBy(book, history);
  const otherDays = [...profiles, ...adoptions.map(dated)].map(({ from }) => from);

  const spans: CaseSpan[] = [];
  for (const [ruleset, versions] of Object.entries(book.rulesets)) {
    const open = new Map<string, CaseSpan>();
    const close = (span: CaseSpan, to: DayNumber): void => {
      open.delete(span.bottleneck);
      spans.push(span.to === to ? span : { ...span, to });
    };
    for (const span of known.spans) {
      if (span.ruleset !== ruleset) continue;
      // One that ended on the first of these days may go on now.
      if (span.to < since) spans.push(span);
      else open.set(span.bottleneck, span);
    }
    const ruleDays = versions.map((version) => dated(version).from);
    for (const from of turningDays([...courses.values()], [...otherDays, ...ruleDays], since)) {
      const day = dayOf(from);
      const course = courses.get(catalogueOn(book, catalogueCode, day) as Catalogue);
      const rules = inForceOn(versions, day);
      const watched = course !== undefined && rules?.catalogue === catalogueCode ? rules.bottlenecks : [];
      for (const span of open.values()) {
        if (!watched.some(({ code }) => code === span.bottleneck)) close(span, from);
      }
      if (course === undefined || rules === undefined || watched.length === 0) continue;
      const profile = profileOn(profiles, from);
      for (const rule of watched) {
        const found = caseOn(course, rule, profile, from);
        const before = open.get(rule.code);
        if (found !== null && before?.rulesetVersion === rules.version && sameCase(before.case, found)) continue;
        if (before !== undefined) close(before, from);
        if (found === null) continue;
        const version = { ruleset, rulesetVersion: rules.version, bottleneck: rule.code };
        open.set(rule.code, { ...version, from, to: FOREVER, case: found });
      }
    }
    for (const span of open.values()) close(span, FOREVER);
  }
  return spans;
}

const dated = ({ inForceFrom }: { inForceFrom: Day }) => ({ from: dayNumber(inForceFrom) });
