import { catalogueOn, type Rulebook } from '@milepost/lifecycle';
import type { GraphQLResolveInfo } from 'graphql';
import type { Provenance, RulesVersion } from './provenance';
import { reproducibleQuery, type States } from './reproducible-query';

interface Pinned {
  readonly on: string | null;
  readonly knownAt: string;
  readonly position: string;
}

interface Rules {
  readonly rulesets?: readonly RulesVersion[];
  readonly catalogues?: readonly RulesVersion[];
}

const versionOf = ({ code, version }: RulesVersion): RulesVersion => ({ code, version });

/**
 * What the answer of a root field rests on.
 * @param states the states that it is of, by the argument that names them
 */
export function provenanceOf(
  info: GraphQLResolveInfo,
  pinned: Pinned,
  { rulesets = [], catalogues = [] }: Rules,
  states: States,
): Provenance {
  const { on, knownAt, position } = pinned;
  return {
    on,
    knownAt,
    position,
    rulesets: rulesets.map(versionOf),
    catalogues: catalogues.map(versionOf),
    query: reproducibleQuery(info, states),
  };
}

/** The same for an answer of one day and one instant, which its argument `asOf` names. */
export function provenanceAsOf(
  info: GraphQLResolveInfo,
  pinned: Pinned & { readonly on: string },
  rules: Rules,
): Provenance {
  return provenanceOf(info, pinned, rules, { asOf: pinned });
}

/** The same for an answer of which an instant alone names the state, by its argument `knownAt`. */
export function provenanceKnownAt(info: GraphQLResolveInfo, pinned: Pinned, rules: Rules = {}): Provenance {
  return provenanceOf(info, pinned, rules, { knownAt: pinned.knownAt });
}

/** The versions of all catalogues with which dates are read on a day, by code. */
export function cataloguesOn(book: Rulebook, on: string): RulesVersion[] {
  return Object.keys(book.catalogues)
    .sort()
    .flatMap((code) => catalogueOn(book, code, on) ?? [])
    .map(versionOf);
}
