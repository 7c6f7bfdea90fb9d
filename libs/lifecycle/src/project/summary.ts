import { dayNumber, type Day } from '../calendar';
import type { Rulebook } from '../rules/rulebook';
import type { History } from './history';
import type { ProfileOnDay } from './profile';
import { projectSpans } from './project-spans';
import type { Standing } from './standing';

/** A project as it is shown in a list: its attributes and standing on a day. */
export interface ProjectSummary {
  readonly id: string;
  readonly profile: ProfileOnDay;
  readonly standing: Standing;
  /** Instant at which the store took its registration. */
  readonly registeredAt: string;
  /** Code of its catalogue. */
  readonly catalogue: string;
  readonly externalKey: string | null;
}

/** @returns `undefined` when the project's catalogue is unknown to the book */
export function summaryOn(history: History, book: Rulebook, on: Day): ProjectSummary | undefined {
  const day = dayNumber(on);
  const span = projectSpans(history, book).find(({ from, to }) => from <= day && day < to);
  if (span === undefined) return undefined;
  return {
    id: history.projectId,
    profile: span.profile,
    standing: span.standing,
    registeredAt: history.registeredAt,
    catalogue: history.registration.catalogue.code,
    externalKey: history.registration.external?.key ?? null,
  };
}
