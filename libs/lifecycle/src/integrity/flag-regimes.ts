import { ALWAYS, dayNumber, dayOf, type DayNumber } from '../calendar/day';
import type { Catalogue } from '../catalogue/catalogue';
import { catalogueOn, inForceOn, type Rulebook } from '../rules/rulebook';
import type { IntegrityRules } from './integrity-rules';

/** The rules by which a catalogue's projects are read from a day on, until the next regime. */
export interface FlagRegime {
  readonly from: DayNumber;
  readonly catalogue: Catalogue | undefined;
  /** One version of each set of rules over the catalogue that is in force. */
  readonly sets: readonly IntegrityRules[];
}

const known = new WeakMap<Rulebook, Map<string, readonly FlagRegime[]>>();

/** The regimes of a catalogue over all days, earliest first; none without rules over it. */
export function flagRegimes(book: Rulebook, catalogue: string): readonly FlagRegime[] {
  let byCatalogue = known.get(book);
  if (byCatalogue === undefined) known.set(book, (byCatalogue = new Map<string, readonly FlagRegime[]>()));
  let regimes = byCatalogue.get(catalogue);
  if (regimes === undefined) byCatalogue.set(catalogue, (regimes = reckon(book, catalogue)));
  return regimes;
}

function reckon(book: Rulebook, code: string): FlagRegime[] {
  const tracks = Object.values(book.integrity).filter((each) => each.some(({ value }) => value.catalogue === code));
  if (tracks.length === 0) return [];
  const adoptions = [...tracks.flat(), ...(book.catalogues[code] ?? [])];
  const days = new Set([ALWAYS, ...adoptions.map(({ inForceFrom }) => dayNumber(inForceFrom))]);
  return [...days]
    .sort((a, b) => a - b)
    .map((from) => {
      const inForce = tracks.map((each) => inForceOn(each, dayOf(from)));
      const sets = inForce.filter((each): each is IntegrityRules => each?.catalogue === code);
      return { from, catalogue: catalogueOn(book, code, dayOf(from)), sets };
    });
}
