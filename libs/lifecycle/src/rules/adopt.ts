import type { Ruleset } from '../bottleneck/ruleset';
import type { Day } from '../calendar';
import type { Catalogue } from '../catalogue/catalogue';
import type { RuleEventData } from '../events/lifecycle-event';
import type { Notice } from '../notices';
import { dateProblems, reasonProblems } from '../project/checks';
import { notices } from '../project/notices';
import type { IntegrityRules } from '../integrity/integrity-rules';
import { integrityRulesProblems } from '../integrity/rules-problems';
import { catalogueProblems, rulesetProblems } from './definition-problems';
import { adoptionsOf, type Adoption, type Rulebook } from './rulebook';

export type RuleFact = {
  [T in keyof RuleEventData]: { readonly type: T; readonly data: RuleEventData[T] };
}[keyof RuleEventData];

export type AdoptionDecision =
  | { readonly accepted: true; readonly facts: readonly RuleFact[]; readonly warnings: readonly Notice[] }
  | { readonly accepted: false; readonly errors: readonly Notice[] };

function versionProblems(
  field: string,
  version: number,
  adoptions: readonly Adoption<{ version: number }>[],
): Notice[] {
  const latest = Math.max(0, ...adoptions.map((adoption) => adoption.value.version));
  return Number.isInteger(version) && version > latest ? [] : [notices.versionNotLater(field, { version, latest })];
}

const invalid = (field: string, problems: readonly string[]): Notice[] =>
  problems.map((problem) => notices.definitionInvalid(field, { problem }));

export function adoptCatalogue(
  catalogue: Catalogue,
  inForceFrom: Day,
  reason: string,
  book: Rulebook,
): AdoptionDecision {
  const errors = [
    ...dateProblems('inForceFrom', inForceFrom),
    ...reasonProblems(reason),
    ...invalid('catalogue', catalogueProblems(catalogue)),
    ...versionProblems('catalogue.version', catalogue.version, adoptionsOf(book.catalogues, catalogue.code) ?? []),
  ];
  // Rulesets in use must go on making sense over the new version.
  for (const adoptions of Object.values(book.rulesets)) {
    const ruleset = adoptions.at(-1)?.value;
    if (ruleset?.catalogue === catalogue.code)
      errors.push(...invalid('catalogue', rulesetProblems(ruleset, catalogue)));
  }
  if (errors.length > 0) return { accepted: false, errors };
  return {
    accepted: true,
    facts: [{ type: 'catalogue.adopted.v1', data: { catalogue, inForceFrom, reason } }],
    warnings: [],
  };
}

/** Refuses what the newest version of the catalogue can't bear: rules that name milestones it does not have. */
export function adoptIntegrityRules(
  rules: IntegrityRules,
  inForceFrom: Day,
  reason: string,
  book: Rulebook,
): AdoptionDecision {
  const catalogue = adoptionsOf(book.catalogues, rules.catalogue)?.at(-1)?.value;
  const errors = [
    ...dateProblems('inForceFrom', inForceFrom),
    ...reasonProblems(reason),
    ...versionProblems('rules.version', rules.version, adoptionsOf(book.integrity, rules.code) ?? []),
    ...(catalogue === undefined
      ? [notices.catalogueUnknown('rules.catalogue', { catalogue: rules.catalogue })]
      : invalid('rules', integrityRulesProblems(rules, catalogue))),
  ];
  if (errors.length > 0) return { accepted: false, errors };
  return {
    accepted: true,
    facts: [{ type: 'integrity-rules.adopted.v1', data: { rules, inForceFrom, reason } }],
    warnings: [],
  };
}

export function adoptRuleset(ruleset: Ruleset, inForceFrom: Day, reason: string, book: Rulebook): AdoptionDecision {
  const catalogue = adoptionsOf(book.catalogues, ruleset.catalogue)?.at(-1)?.value;
  const errors = [
    ...dateProblems('inForceFrom', inForceFrom),
    ...reasonProblems(reason),
    ...versionProblems('ruleset.version', ruleset.version, adoptionsOf(book.rulesets, ruleset.code) ?? []),
    ...(catalogue === undefined
      ? [notices.catalogueUnknown('ruleset.catalogue', { catalogue: ruleset.catalogue })]
      : invalid('ruleset', rulesetProblems(ruleset, catalogue))),
  ];
  if (errors.length > 0) return { accepted: false, errors };
  return {
    accepted: true,
    facts: [{ type: 'ruleset.adopted.v1', data: { ruleset, inForceFrom, reason } }],
    warnings: [],
  };
}
