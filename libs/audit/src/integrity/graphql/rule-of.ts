import { INTEGRITY_KINDS, IntegrityKind } from '@milepost/graphql';
import type { IntegrityRule as RuleData } from '@milepost/lifecycle';
import type { IntegrityRule } from './rule.types';

const KINDS = Object.fromEntries(Object.entries(INTEGRITY_KINDS).map(([kind, code]) => [code, kind])) as Record<
  RuleData['kind'],
  IntegrityKind
>;

/** A rule as GraphQL shows it. */
export function ruleOf({ kind, ...rule }: RuleData, version: number): IntegrityRule {
  return { ...rule, kind: KINDS[kind], version };
}
