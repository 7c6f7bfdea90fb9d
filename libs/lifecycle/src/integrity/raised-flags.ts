import { dayNumber, type Day, type DayNumber } from '../calendar/day';
import type { History } from '../project/history';
import { projectSpans } from '../project/project-spans';
import type { Rulebook } from '../rules/rulebook';
import { flagRegimes } from './flag-regimes';
import { flagSpans } from './flag-spans';
import { isShared } from './integrity-rules';
import type { Publications } from './publications';
import { documentKeys, identityKeys, isCovered } from './shared-keys';

/** What flags are found by: the rules adopted, and the months that were reported. */
export interface IntegrityBasis {
  readonly book: Rulebook;
  readonly publications: Publications;
}

/**
 * Whether a rule has raised a flag, on a day up to today, that is about no other events than these. Of what projects
 * have in common it is enough that these events hold it: which other project does too is no part of this one's history,
 * and of two that are asked at once each must be able to answer first.
 */
export function isRaised(
  { rule, events }: { readonly rule: string; readonly events: readonly string[] },
  history: History,
  { book, publications }: IntegrityBasis,
  today: Day,
): boolean {
  const day = dayNumber(today);
  const own = flagSpans(history, book, publications).some(
    (span) => span.rule === rule && span.from <= day && span.events.every((id) => events.includes(id)),
  );
  return own || isHeld(rule, events, history, book, day);
}

function isHeld(code: string, events: readonly string[], history: History, book: Rulebook, day: DayNumber): boolean {
  const rules = flagRegimes(book, history.registration.catalogue.code)
    .filter(({ from }) => from <= day)
    .flatMap(({ sets }) => sets.flatMap((set) => set.rules))
    .filter((rule) => rule.code === code && isShared(rule.kind));
  if (rules.length === 0) return false;
  return [...identityKeys(history, book, projectSpans(history, book)), ...documentKeys(history, book)].some(
    (key) => key.from <= day && events.includes(key.event) && rules.some((rule) => isCovered(key, rule)),
  );
}
