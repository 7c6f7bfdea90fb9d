import type { Catalogue } from '../catalogue/catalogue';
import { isYuan } from '../money';
import { codeProblems } from '../rules/definition-problems';
import type { IntegrityKind, IntegrityRule, IntegrityRules } from './integrity-rules';

type Parameter =
  | 'milestone'
  | 'before'
  | 'milestones'
  | 'missing'
  | 'minInvestment'
  | 'days'
  | 'count'
  | 'minutes'
  | 'ignoreSources'
  | 'sharePercent'
  | 'approvals'
  | 'points';

/** The parameters of each kind of rule: those that it needs, and those that it may have. */
export const PARAMETERS: Readonly<
  Record<IntegrityKind, { readonly needs: readonly Parameter[]; readonly may: readonly Parameter[] }>
> = {
  'order-inversion': { needs: ['milestone', 'before'], may: [] },
  'missing-milestone': { needs: ['milestones', 'missing'], may: ['minInvestment'] },
  'late-recording': { needs: ['days'], may: ['milestones'] },
  'published-month': { needs: [], may: ['milestones'] },
  'one-sitting': { needs: ['count', 'minutes'], may: ['ignoreSources'] },
  'quarter-end': { needs: ['count', 'sharePercent'], may: [] },
  'expired-approval': { needs: ['approvals'], may: [] },
  'investment-progress': { needs: ['points'], may: [] },
  'duplicate-project': { needs: [], may: [] },
  'shared-document': { needs: [], may: ['milestones'] },
  'changed-document': { needs: [], may: ['milestones'] },
};

type Given = Readonly<Partial<Record<Parameter, unknown>>>;

const MILESTONES: readonly Parameter[] = ['milestone', 'before', 'milestones', 'missing', 'approvals'];

/** Lowest and highest value of each parameter that is a number. */
const RANGES: readonly (readonly [Parameter, number, number])[] = [
  ['days', 0, 36_500],
  ['count', 2, 1_000],
  ['minutes', 0, 1_440],
  ['sharePercent', 0, 100],
  ['points', 0, 100],
];

function ruleProblems({ code, kind, parameters }: IntegrityRule, catalogue: Catalogue): string[] {
  const shape = PARAMETERS[kind];
  if (shape === undefined) return [`rule ${code} is of an unknown kind ${String(kind)}`];
  const given = parameters as Given;
  const problems: string[] = [];
  for (const name of shape.needs) {
    const value = given[name];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) {
      problems.push(`rule ${code} needs ${name}`);
    }
  }
  for (const name of Object.keys(given) as Parameter[]) {
    if (!shape.needs.includes(name) && !shape.may.includes(name)) problems.push(`rule ${code} has no use for ${name}`);
  }
  const known = new Set(catalogue.milestones.map((milestone) => milestone.code));
  for (const named of MILESTONES.flatMap((name) => (given[name] ?? []) as string | readonly string[])) {
    if (!known.has(named)) problems.push(`rule ${code} names an unknown milestone ${named}`);
  }
  for (const [name, least, most] of RANGES) {
    const value = given[name];
    if (value === undefined) continue;
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      problems.push(`rule ${code}: ${name} is a whole number from ${least} to ${most}`);
    }
  }
  if (given.minInvestment !== undefined && !isYuan(given.minInvestment)) {
    problems.push(`rule ${code} applies from no exact amount of yuan: ${String(given.minInvestment)}`);
  }
  return problems;
}

/** What is wrong with a set of rules over its catalogue, one sentence each; none for a sound one. */
export function integrityRulesProblems({ code, rules }: IntegrityRules, catalogue: Catalogue): string[] {
  const problems = [
    ...codeProblems('rules', [code]),
    ...codeProblems(
      'rule',
      rules.map((rule) => rule.code),
    ),
    ...rules.flatMap((rule) => ruleProblems(rule, catalogue)),
  ];
  return rules.length === 0 ? [...problems, 'a set has at least one rule'] : problems;
}
