import type { Catalogue } from '../catalogue/catalogue';
import type { Ruleset } from '../bottleneck/ruleset';
import type { IntegrityRules } from '../integrity/integrity-rules';
import type { Day } from '../calendar';
import type { RecordedRuleEvent } from '../events/lifecycle-event';

/** A version of a catalogue or ruleset, and from which date it is in force. */
export interface Adoption<Value> {
  readonly value: Value;
  readonly inForceFrom: Day;
  readonly eventId: string;
  readonly recordedAt: string;
}

/** All catalogues, rulesets and integrity rules adopted so far, each with its versions by the date from which they are in force. */
export interface Rulebook {
  readonly catalogues: Readonly<Record<string, readonly Adoption<Catalogue>[]>>;
  readonly rulesets: Readonly<Record<string, readonly Adoption<Ruleset>[]>>;
  readonly integrity: Readonly<Record<string, readonly Adoption<IntegrityRules>[]>>;
}

/** The versions adopted under a code that callers name; `constructor`, which every object has, is none of them. */
export function adoptionsOf<Value>(
  adopted: Readonly<Record<string, readonly Adoption<Value>[]>>,
  code: string,
): readonly Adoption<Value>[] | undefined {
  return Object.hasOwn(adopted, code) ? adopted[code] : undefined;
}

export const EMPTY_RULEBOOK: Rulebook = { catalogues: {}, rulesets: {}, integrity: {} };

function adopt<Value>(adoptions: readonly Adoption<Value>[] | undefined, next: Adoption<Value>): Adoption<Value>[] {
  // A later adoption for the same date replaces the earlier one.
  const kept = (adoptions ?? []).filter((adoption) => adoption.inForceFrom !== next.inForceFrom);
  return [...kept, next].sort((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1));
}

export function evolveRulebook(book: Rulebook, event: RecordedRuleEvent): Rulebook {
  const { id: eventId, recordedAt } = event;
  const { inForceFrom } = event.data;
  switch (event.type) {
    case 'catalogue.adopted.v1': {
      const value = event.data.catalogue;
      const adoptions = adopt(adoptionsOf(book.catalogues, value.code), { value, inForceFrom, eventId, recordedAt });
      return { ...book, catalogues: { ...book.catalogues, [value.code]: adoptions } };
    }
    case 'ruleset.adopted.v1': {
      const value = event.data.ruleset;
      const adoptions = adopt(adoptionsOf(book.rulesets, value.code), { value, inForceFrom, eventId, recordedAt });
      return { ...book, rulesets: { ...book.rulesets, [value.code]: adoptions } };
    }
    case 'integrity-rules.adopted.v1': {
      const value = event.data.rules;
      const adoptions = adopt(adoptionsOf(book.integrity, value.code), { value, inForceFrom, eventId, recordedAt });
      return { ...book, integrity: { ...book.integrity, [value.code]: adoptions } };
    }
  }
}

/** Whether the same versions were adopted for the same days: what was reckoned with the one serves with the other. */
export function sameAdoptions<Value>(
  one: readonly Adoption<Value>[] | undefined,
  other: readonly Adoption<Value>[] | undefined,
): boolean {
  if (one === other) return true;
  if (one === undefined || one.length !== other?.length) return false;
  return one.every(({ value, inForceFrom }, index) => {
    const { value: also, inForceFrom: then } = other[index] as Adoption<Value>;
    return value === also && inForceFrom === then;
  });
}

/** The version in force on a day, `undefined` before the first. */
export function inForceOn<Value>(adoptions: readonly Adoption<Value>[] | undefined, on: Day): Value | undefined {
  return adoptions?.findLast((adoption) => adoption.inForceFrom <= on)?.value;
}

/** The catalogue that a project's dates are read with on a day: before the first version, the first one serves. */
export function catalogueOn(book: Rulebook, code: string, on: Day): Catalogue | undefined {
  const adoptions = adoptionsOf(book.catalogues, code);
  return inForceOn(adoptions, on) ?? adoptions?.[0]?.value;
}

/** The time zone in which a catalogue's today is reckoned: that of its newest version. */
export function timeZoneOf(book: Rulebook, catalogue: string): string | undefined {
  return adoptionsOf(book.catalogues, catalogue)?.at(-1)?.value.timeZone;
}

/** The rules as they were known at an instant. */
export function rulebookAt(events: readonly RecordedRuleEvent[], knownAt: string | null): Rulebook {
  const known = knownAt === null ? events : events.filter((event) => event.recordedAt <= knownAt);
  return known.reduce(evolveRulebook, EMPTY_RULEBOOK);
}
