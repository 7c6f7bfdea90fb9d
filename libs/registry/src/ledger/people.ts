import type { PersonStanding } from '@milepost/lifecycle';

/** Tells whether persons exist, by their directory ids; the application binds it to its directory. */
export interface People {
  /** Those of the ids that the directory knows, or knew before it erased them. */
  standingsOf(ids: readonly string[]): Promise<ReadonlyMap<string, PersonStanding>>;
}

/** Under which an application provides its directory for injection. */
export const PEOPLE = Symbol('People');

/** Where there is no directory, nobody is in it. */
export const NOBODY: People = { standingsOf: async () => new Map() };
