import { ALWAYS, dayNumber, dayOf, FOREVER, type Day, type DayNumber } from '../calendar';
import type { Catalogue } from '../catalogue/catalogue';
import { changedFacts, turnsFrom } from '../project/changed-facts';
import { courseOf, type Course } from '../project/course';
import type { Fact, History } from '../project/history';
import { profileOn } from '../project/profile';
import { profilesBy } from '../project/profiles-by';
import { catalogueOn, inForceOn, type Adoption, type Rulebook } from '../rules';
import { caseOn, type BottleneckCase } from './case';
import { concerns } from './concerns';
import type { BottleneckRule, Ruleset } from './ruleset';

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
function turningDays(courses: readonly Course[], otherDays: readonly DayNumber[]): DayNumber[] {
  const days: DayNumber[] = [];
  const add = (day: DayNumber): void => {
    if (day > ALWAYS && day < FOREVER && !days.includes(day)) days.push(day);
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

/**
 * From which day each bottleneck is to be reckoned: the first date of all changes that concern it, by any version of
 * its rule and of the catalogue.
 */
function sinceOf(
  rules: readonly BottleneckRule[],
  catalogues: readonly Catalogue[],
  changed: readonly Fact[],
): DayNumber {
  let since: DayNumber = FOREVER;
  for (const fact of changed) {
    const from = turnsFrom(fact);
    if (from >= since) continue;
    if (rules.some((rule) => catalogues.some((catalogue) => concerns(fact, rule, catalogue)))) since = from;
  }
  return since;
}

const versionsOf = new WeakMap<readonly Adoption<Ruleset>[], ReadonlyMap<string, readonly BottleneckRule[]>>();

/** Every bottleneck of a ruleset's versions with the rules that it has had. */
function rulesByCode(versions: readonly Adoption<Ruleset>[]): ReadonlyMap<string, readonly BottleneckRule[]> {
  let byCode = versionsOf.get(versions);
  if (byCode === undefined) {
    const all = versions.flatMap(({ value }) => value.bottlenecks);
    byCode = new Map(all.map(({ code }) => [code, all.filter((rule) => rule.code === code)]));
    versionsOf.set(versions, byCode);
  }
  return byCode;
}

/**
 * Every bottleneck case of a project over all days, by every ruleset of its catalogue, each day by the version then in
 * force. A day's case is found in the span that holds it: `caseOn` evaluated wherever something can turn. What is dated
 * on some day turns nothing before it, so that spans reckoned earlier serve up to the first date that has changed.
 */
export function caseSpans(history: History, book: Rulebook, earlier?: EarlierSpans): readonly CaseSpan[] {
  const changed = earlier && changedFacts(earlier.history.facts, history.facts);
  if (earlier !== undefined && changed?.length === 0) return earlier.spans;
  const catalogueCode = history.registration.catalogue.code;
  const adoptions = book.catalogues[catalogueCode] ?? [];
  const catalogues = adoptions.map(({ value }) => value);
  const courses = new Map(catalogues.map((catalogue) => [catalogue, courseOf(history, catalogue)]));
  const profiles = profilesBy(book, history);
  const otherDays = [...profiles, ...adoptions.map(dated)].map(({ from }) => from);

  const spans: CaseSpan[] = [];
  for (const [ruleset, versions] of Object.entries(book.rulesets)) {
    const ruleDays = versions.map((version) => dated(version).from);
    const days = turningDays([...courses.values()], [...otherDays, ...ruleDays]);
    for (const [bottleneck, rules] of rulesByCode(versions)) {
      const since = changed === undefined ? ALWAYS : sinceOf(rules, catalogues, changed);
      let open: CaseSpan | undefined;
      const close = (to: DayNumber): void => {
        if (open !== undefined) spans.push(open.to === to ? open : { ...open, to });
        open = undefined;
      };
      for (const span of earlier?.spans ?? []) {
        if (span.bottleneck !== bottleneck || span.ruleset !== ruleset || span.from >= since) continue;
        // One that ended on the first of these days may go on now.
        if (span.to < since) spans.push(span);
        else open = span;
      }
      for (const from of days) {
        if (from < since) continue;
        const day = dayOf(from);
        const course = courses.get(catalogueOn(book, catalogueCode, day) as Catalogue);
        const inForce = inForceOn(versions, day);
        const rule = inForce?.catalogue === catalogueCode ? bottleneckOf(inForce, bottleneck) : undefined;
        const found = course && rule ? caseOn(course, rule, profileOn(profiles, from), from) : null;
        if (found === null || inForce === undefined) {
          close(from);
          continue;
        }
        if (open?.rulesetVersion === inForce.version && sameCase(open.case, found)) continue;
        close(from);
        open = { ruleset, rulesetVersion: inForce.version, bottleneck, from, to: FOREVER, case: found };
      }
      close(FOREVER);
    }
  }
  return spans;
}

const dated = ({ inForceFrom }: { inForceFrom: Day }) => ({ from: dayNumber(inForceFrom) });
const bottleneckOf = ({ bottlenecks }: Ruleset, bottleneck: string): BottleneckRule | undefined =>
  bottlenecks.find(({ code }) => code === bottleneck);
