import { dayNumber, dayOf } from '../calendar/day';
import type { ProjectRegistered } from '../events/lifecycle-event';
import type { Catalogue } from '../catalogue/catalogue';
import { adoptionsOf, catalogueOn, sameAdoptions, type Adoption, type Rulebook } from '../rules/rulebook';
import { changedFacts } from './changed-facts';
import type { Fact, History } from './history';
import { profileSpans, type ProfileSpan } from './profile';

interface Reckoned {
  adoptions: readonly Adoption<Catalogue>[] | undefined;
  facts: readonly Fact[];
  profiles: readonly ProfileSpan[];
}

// Most facts leave the attributes as they were: what was reckoned last serves on, from one state of a project to the next.
const reckoned = new WeakMap<ProjectRegistered, Reckoned>();

/** The facts that attributes are made of. */
export const PROFILE_KINDS: ReadonlySet<Fact['kind']> = new Set(['profile', 'code', 'transferred', 'responsibility']);

/** A project's attributes over all days, each day by the version of its catalogue then in force. */
export function profilesBy(book: Rulebook, history: History): readonly ProfileSpan[] {
  const { registration, facts } = history;
  const adoptions = adoptionsOf(book.catalogues, registration.catalogue.code);
  const last = reckoned.get(registration);
  if (last === undefined) {
    const profiles = reckon(book, history);
    reckoned.set(registration, { adoptions, facts, profiles });
    return profiles;
  }
  const serves =
    sameAdoptions(last.adoptions, adoptions) &&
    !changedFacts(last.facts, facts).some(({ kind }) => PROFILE_KINDS.has(kind));
  if (!serves) last.profiles = reckon(book, history);
  last.adoptions = adoptions;
  last.facts = facts;
  return last.profiles;
}

function reckon(book: Rulebook, history: History): ProfileSpan[] {
  const code = history.registration.catalogue.code;
  const days = (book.catalogues[code] ?? []).map((adoption) => dayNumber(adoption.inForceFrom));
  return profileSpans(history, (on) => catalogueOn(book, code, dayOf(on)), days);
}
