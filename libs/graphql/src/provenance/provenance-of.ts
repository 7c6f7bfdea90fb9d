import { catalogueOn, type Rulebook } from '@milepost/lifecycle';
import type { GraphQLResolveInfo } from 'graphql';
import type { Provenance, RulesVersion } from './provenance';
import { reproducibleQuery } from './reproducible-query';

interface Pinned {
  readonly on: string;
  readonly knownAt: string;
  readonly position: string;
}

interface Rules {
  readonly rulesets?: readonly RulesVersion[];
  readonly catalogues: readonly RulesVersion[];
}

const versionOf = ({ code, version }: RulesVersion): RulesVersion => ({ code, version });

/**
 * What the answer of a root field rests on.
 * @param states the states that it is of, by the argument that names them; by default the one, named by `asOf`
 */
export function provenanceOf(
  info: GraphQLResolveInfo,
  pinned: Pinned,
  rules: Rules,
  states: Parameters<typeof reproducibleQuery>[1] = { asOf: pinned },
): Provenance {
  const { on, knownAt, position } = pinned;
  return {
    on,
    knownAt,
    position,
    rulesets: (rules.rulesets ?? []).map(versionOf),
    catalogues: rules.catalogues.map(versionOf),
    query: reproducibleQuery(info, states),
  };
}

/** The versions of all catalogues with which dates are read on a day, by code. */
export function cataloguesOn(book: Rulebook, on: string): RulesVersion[] {
  return Object.keys(book.catalogues)
    .sort()
    .flatMap((code) => catalogueOn(book, code, on) ?? [])
    .map(versionOf);
}
