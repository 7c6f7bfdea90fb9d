import { ALWAYS, dayNumber, dayOf, type DayNumber } from '../calendar/day';
import type { Catalogue } from '../catalogue/catalogue';
import { adoptionsOf, catalogueOn, inForceOn, type Rulebook } from '../rules';
import type { BottleneckRule } from './ruleset';

/** One bottleneck of one ruleset, with the rules that it has had. */
export interface Track {
  readonly ruleset: string;
  readonly bottleneck: string;
  /** All rules that it has had, in any version. */
  readonly rules: readonly BottleneckRule[];
  /** The rule of each regime and the version of the ruleset that it stands in; `undefined` where there is none. */
  readonly inForce: readonly ({ readonly version: number; readonly rule: BottleneckRule } | undefined)[];
}

/** Which version of a catalogue and of the rulesets over it is in force, from when: nothing changes within a regime. */
export interface Regimes {
  /** First day of each regime, ascending; the first is `ALWAYS`. */
  readonly from: readonly DayNumber[];
  /** The catalogue of each regime; `undefined` where none of that code was adopted. */
  readonly catalogues: readonly (Catalogue | undefined)[];
  readonly tracks: readonly Track[];
}

const known = new WeakMap<Rulebook, Map<string, Regimes>>();

/** The regimes under which projects of a catalogue stand. */
export function regimesOf(book: Rulebook, catalogueCode: string): Regimes {
  let byCatalogue = known.get(book);
  if (byCatalogue === undefined) known.set(book, (byCatalogue = new Map<string, Regimes>()));
  let regimes = byCatalogue.get(catalogueCode);
  if (regimes === undefined) byCatalogue.set(catalogueCode, (regimes = reckon(book, catalogueCode)));
  return regimes;
}

function reckon(book: Rulebook, catalogueCode: string): Regimes {
  const rulesets = Object.entries(book.rulesets).filter(([, versions]) =>
    versions.some(({ value }) => value.catalogue === catalogueCode),
  );
  const catalogues = adoptionsOf(book.catalogues, catalogueCode) ?? [];
  const days = [catalogues, ...rulesets.map(([, versions]) => versions)].flatMap((versions) =>
    versions.map(({ inForceFrom }) => dayNumber(inForceFrom)),
  );
  const from = [...new Set([ALWAYS, ...days])].sort((a, b) => a - b);
  const tracks = rulesets.flatMap(([ruleset, versions]) => {
    const own = versions.map(({ value }) => value).filter(({ catalogue }) => catalogue === catalogueCode);
    const codes = new Set(own.flatMap(({ bottlenecks }) => bottlenecks.map(({ code }) => code)));
    return [...codes].map((bottleneck): Track => ({
      ruleset,
      bottleneck,
      rules: own.flatMap(({ bottlenecks }) => bottlenecks.filter(({ code }) => code === bottleneck)),
      inForce: from.map((day) => {
        const inForce = inForceOn(versions, dayOf(day));
        const rule = inForce?.catalogue === catalogueCode ? inForce.bottlenecks.find(codeIs(bottleneck)) : undefined;
        return inForce && rule && { version: inForce.version, rule };
      }),
    }));
  });
  return { from, catalogues: from.map((day) => catalogueOn(book, catalogueCode, dayOf(day))), tracks };
}

const codeIs =
  (wanted: string) =>
  ({ code }: { readonly code: string }): boolean =>
    code === wanted;

/** Which regime a day falls into. */
export function regimeOn({ from }: Regimes, day: DayNumber): number {
  let index = from.length - 1;
  while (index > 0 && (from[index] as DayNumber) > day) index -= 1;
  return index;
}
