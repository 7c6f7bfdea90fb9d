import { ALWAYS, dayOf, FOREVER, type DayNumber } from '../calendar';
import { catalogueOn, type Rulebook } from '../rules/rulebook';
import { courseOf } from './course';
import type { History } from './history';
import { profileOn, type ProfileOnDay } from './profile';
import { profilesBy } from './profiles-by';
import { standingOn, type Standing } from './standing';

/** A project's attributes and standing, and the days on which they are so: `from` inclusive, `to` exclusive. */
export interface ProjectSpan {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly profile: ProfileOnDay;
  readonly standing: Standing;
}

/** The attributes and standing of a project over all days, without gap. Empty when its catalogue is unknown. */
export function projectSpans(history: History, book: Rulebook): ProjectSpan[] {
  const code = history.registration.catalogue.code;
  const catalogue = catalogueOn(book, code, dayOf(FOREVER));
  if (catalogue === undefined) return [];
  const profiles = profilesBy(book, history);
  // Standing depends on which milestones are exits; the newest version of the catalogue tells.
  const course = courseOf(history, catalogue);
  const days = new Set<DayNumber>(profiles.map((span) => span.from));
  for (const list of [course.pauses, course.terminations, course.exits]) {
    for (const { from, to } of list) days.add(from).add(to);
  }
  days.delete(FOREVER);
  const spans: ProjectSpan[] = [];
  for (const from of [ALWAYS, ...days].sort((a, b) => a - b)) {
    const profile = profileOn(profiles, from);
    const standing = standingOn(course, from);
    const before = spans.at(-1);
    if (before?.profile === profile && before.standing === standing) continue;
    if (before !== undefined) spans[spans.length - 1] = { ...before, to: from };
    spans.push({ from, to: FOREVER, profile, standing });
  }
  return spans;
}
