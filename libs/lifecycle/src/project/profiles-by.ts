import { dayNumber, dayOf } from '../calendar';
import { catalogueOn, type Rulebook } from '../rules/rulebook';
import type { History } from './history';
import { profileSpans, type ProfileSpan } from './profile';

/** A project's attributes over all days, each day by the version of its catalogue then in force. */
export function profilesBy(book: Rulebook, history: History): ProfileSpan[] {
  const code = history.registration.catalogue.code;
  const days = (book.catalogues[code] ?? []).map((adoption) => dayNumber(adoption.inForceFrom));
  return profileSpans(history, (on) => catalogueOn(book, code, dayOf(on)), days);
}
