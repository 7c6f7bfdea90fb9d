import { casesOn, type ProjectCase } from '../bottleneck';
import { dayNumber, type Day } from '../calendar';
import { courseOf } from '../project/course';
import type { History } from '../project/history';
import { summaryOn, type ProjectSummary } from '../project/summary';
import { catalogueOn, type Rulebook } from '../rules';
import { timelineOn, type TimelineEntry } from './timeline';

/** All that is told of a project on a day. */
export interface ProjectState {
  readonly on: Day;
  readonly summary: ProjectSummary;
  readonly timeline: readonly TimelineEntry[];
  /** Its cases by ruleset and bottleneck, in the order of the rulesets' codes and of their bottlenecks. */
  readonly cases: readonly RulesetCase[];
}

export interface RulesetCase extends ProjectCase {
  readonly ruleset: string;
}

/** @returns `undefined` where the project or its catalogue is unknown to what is given */
export function projectStateOn(history: History | undefined, book: Rulebook, on: Day): ProjectState | undefined {
  const summary = history && summaryOn(history, book, on);
  const catalogue = history && catalogueOn(book, history.registration.catalogue.code, on);
  if (history === undefined || summary === undefined || catalogue === undefined) return undefined;
  const rulesets = Object.keys(book.rulesets).sort();
  return {
    on,
    summary,
    timeline: timelineOn(courseOf(history, catalogue), summary.profile.kind, dayNumber(on)),
    cases: rulesets.flatMap((ruleset) => casesOn(history, book, ruleset, on).map((found) => ({ ruleset, ...found }))),
  };
}
