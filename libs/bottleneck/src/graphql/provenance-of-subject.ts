import { provenanceOf, type Provenance } from '@milepost/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { BoardSubject } from '../query/board-reader';

/** What figures and rows rest on, where the subject is pinned. */
export function provenanceOfSubject(info: GraphQLResolveInfo, subject: BoardSubject): Provenance | null {
  const { asOf, pin, ruleset, catalogue } = subject;
  return pin && provenanceOf(info, { on: asOf.on, ...pin }, { rulesets: [ruleset], catalogues: [catalogue] });
}
