import { hasExits, milestoneOf, type Catalogue } from '../catalogue/catalogue';
import { ALWAYS, dayOf, FOREVER, type DayNumber } from '../calendar/day';
import { adoptionsOf, catalogueOn, sameAdoptions, type Adoption, type Rulebook } from '../rules/rulebook';
import { courseOf } from './course';
import { changedFacts } from './changed-facts';
import { STATUS_KINDS, type Fact, type History } from './history';
import { profileOn, type ProfileOnDay } from './profile';
import { PROFILE_KINDS, profilesBy } from './profiles-by';
import { standingOn, type Standing } from './standing';

/** A project's attributes and standing, and the days on which they are so: `from` inclusive, `to` exclusive. */
export interface ProjectSpan {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly profile: ProfileOnDay;
  readonly standing: Standing;
}

const STANDING: ReadonlySet<Fact['kind']> = new Set(STATUS_KINDS);

/** Whether a change of facts can change attributes or standing. */
function matters(book: Rulebook, { registration, facts }: History, changed: readonly Fact[]): boolean {
  if (changed.some((fact) => PROFILE_KINDS.has(fact.kind) || STANDING.has(fact.kind))) return true;
  const catalogues = book.catalogues[registration.catalogue.code] ?? [];
  const isExit = (fact: Fact) =>
    fact.kind === 'milestone' && catalogues.some(({ value }) => milestoneOf(value, fact.milestone)?.exit === true);
  if (changed.some(isExit)) return true;
  // After an exit every step counts: it brings the project back.
  return catalogues.some(({ value }) => hasExits(value)) && facts.some(isExit);
}

/** What was reckoned from an earlier state of a project, by the same rules. */
export interface EarlierProjectSpans {
  readonly history: History;
  readonly spans: readonly ProjectSpan[];
}

// Several views ask for the spans of one state.
const reckoned = new WeakMap<
  History,
  { readonly adoptions: readonly Adoption<Catalogue>[] | undefined; readonly spans: readonly ProjectSpan[] }
>();

/**
 * The attributes and standing of a project over all days, without gap. Empty when its catalogue is unknown. The very
 * same spans as earlier where nothing has changed that they depend on.
 */
export function projectSpans(history: History, book: Rulebook, earlier?: EarlierProjectSpans): readonly ProjectSpan[] {
  const adoptions = adoptionsOf(book.catalogues, history.registration.catalogue.code);
  const known = reckoned.get(history);
  if (known !== undefined && sameAdoptions(known.adoptions, adoptions)) return known.spans;
  const spans = serves(history, book, earlier) ? earlier.spans : reckon(history, book);
  reckoned.set(history, { adoptions, spans });
  return spans;
}

function serves(
  history: History,
  book: Rulebook,
  earlier: EarlierProjectSpans | undefined,
): earlier is EarlierProjectSpans {
  return earlier !== undefined && !matters(book, history, changedFacts(earlier.history.facts, history.facts));
}

function reckon(history: History, book: Rulebook): readonly ProjectSpan[] {
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
