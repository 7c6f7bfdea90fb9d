import { dayNumber, type Day, type DayNumber } from '../calendar';
import type { RecordedProjectEvent, RecordedRuleEvent } from '../events';
import { courseOf } from '../project/course';
import { historyAt } from '../project/evolve';
import type { History } from '../project/history';
import { profileOn, type ProfileOnDay } from '../project/profile';
import { profilesBy } from '../project/profiles-by';
import { catalogueOn, inForceOn, rulebookAt, type Rulebook } from '../rules';
import { caseOn, lightOn, type BottleneckCase } from './case';
import { bottleneckFigures, type BottleneckFigures, type Tally } from './figures';

/** The state on day `on`, as it was known at instant `knownAt`; `null`: with all that is known. */
export interface AsOf {
  readonly on: Day;
  readonly knownAt: string | null;
}

export interface ProjectCase {
  readonly projectId: string;
  readonly bottleneck: string;
  readonly profile: ProfileOnDay;
  readonly case: BottleneckCase;
}

/** The cases of one project on a day, by the ruleset then in force: the definition behind every board. */
export function casesOn(history: History, book: Rulebook, ruleset: string, on: Day): ProjectCase[] {
  const rules = inForceOn(book.rulesets[ruleset], on);
  const code = history.registration.catalogue.code;
  const catalogue = catalogueOn(book, code, on);
  if (rules === undefined || catalogue === undefined || rules.catalogue !== code) return [];
  const day = dayNumber(on);
  const course = courseOf(history, catalogue);
  const profile = profileOn(profilesBy(book, history), day);
  return rules.bottlenecks.flatMap((rule) => {
    const found = caseOn(course, rule, profile, day);
    return found === null ? [] : [{ projectId: history.projectId, bottleneck: rule.code, profile, case: found }];
  });
}

/** The days that a case counts with in its place: see `Tally`. */
export function daysOf(found: BottleneckCase, on: DayNumber): number {
  if (found.dwell !== null) return found.dwell;
  return (found.state === 'ended' ? (found.turnedOn ?? on) : on) - found.since;
}

export function tallyOf({ case: found, profile }: ProjectCase, on: DayNumber): Tally {
  return {
    state: found.state,
    light: found.state === 'open' ? lightOn(found, on) : null,
    days: daysOf(found, on),
    count: 1,
    investment: profile.totalInvestment ?? '0',
  };
}

/**
 * The figures of every bottleneck of a ruleset by folding all events: what the read models must equal.
 * @param projects events of each project, in order
 */
export function foldBoard(
  projects: Iterable<readonly RecordedProjectEvent[]>,
  rules: readonly RecordedRuleEvent[],
  ruleset: string,
  asOf: AsOf,
): Map<string, BottleneckFigures> {
  const book = rulebookAt(rules, asOf.knownAt);
  const day = dayNumber(asOf.on);
  const tallies = new Map<string, Tally[]>();
  for (const rule of inForceOn(book.rulesets[ruleset], asOf.on)?.bottlenecks ?? []) tallies.set(rule.code, []);
  for (const events of projects) {
    const history = historyAt(events, asOf.knownAt);
    if (history === undefined) continue;
    for (const found of casesOn(history, book, ruleset, asOf.on)) {
      tallies.get(found.bottleneck)?.push(tallyOf(found, day));
    }
  }
  return new Map([...tallies].map(([bottleneck, list]) => [bottleneck, bottleneckFigures(list)]));
}
