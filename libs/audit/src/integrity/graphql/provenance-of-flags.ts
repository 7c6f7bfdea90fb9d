import { provenanceAsOf, type Provenance } from '@milepost/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { FlagSubject } from '../query/flag-reader';

/** What flags and their counts rest on, where the subject is pinned. */
export function provenanceOfFlags(info: GraphQLResolveInfo, subject: FlagSubject): Provenance | null {
  const { asOf, pin, rules, catalogue } = subject;
  return pin && provenanceAsOf(info, { on: asOf.on, ...pin }, { rulesets: [rules], catalogues: [catalogue] });
}
