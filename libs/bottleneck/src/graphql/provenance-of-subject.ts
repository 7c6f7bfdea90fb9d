import { provenanceAsOf, provenanceOf, type Provenance } from '@milepost/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { BoardSubject } from '../query/board-reader';

/** What figures and rows rest on, where the subject is pinned. */
export function provenanceOfSubject(info: GraphQLResolveInfo, subject: BoardSubject): Provenance | null {
  const { asOf, pin, ruleset, catalogue } = subject;
  return pin && provenanceAsOf(info, { on: asOf.on, ...pin }, { rulesets: [ruleset], catalogues: [catalogue] });
}

/** What a comparison rests on: told of its second state, and by the versions of both. */
export function provenanceOfBoth(info: GraphQLResolveInfo, from: BoardSubject, to: BoardSubject): Provenance | null {
  const distinct = <Version extends { readonly version: number }>(a: Version, b: Version): Version[] =>
    a.version === b.version ? [b] : [a, b];
  const rulesets = distinct(from.ruleset, to.ruleset);
  const catalogues = distinct(from.catalogue, to.catalogue);
  const states = { from: from.asOf, to: to.asOf };
  return to.pin && provenanceOf(info, { on: to.asOf.on, ...to.pin }, { rulesets, catalogues }, states);
}
