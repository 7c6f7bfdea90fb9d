import { hasExits, laterThan, milestoneOf, type Catalogue } from '../catalogue/catalogue';
import type { Fact } from '../project/history';
import type { BottleneckRule } from './ruleset';

const watched = new WeakMap<Catalogue, WeakMap<BottleneckRule, ReadonlySet<string>>>();

/** The milestones on which a case can depend: those the rule names, and the later ones that show what was passed by. */
function watchedBy(rule: BottleneckRule, catalogue: Catalogue): ReadonlySet<string> {
  let rules = watched.get(catalogue);
  if (rules === undefined) watched.set(catalogue, (rules = new WeakMap<BottleneckRule, ReadonlySet<string>>()));
  let codes = rules.get(rule);
  if (codes === undefined) {
    const named = [rule.awaits, ...rule.clockStartsAt];
    codes = new Set([...named, ...named.flatMap((code) => laterThan(catalogue, code)), ...(rule.skippedBy ?? [])]);
    rules.set(rule, codes);
  }
  return codes;
}

/** Whether a fact can make any day's case by this rule different. Cheap, and never false where it can. */
export function concerns(fact: Fact, rule: BottleneckRule, catalogue: Catalogue): boolean {
  switch (fact.kind) {
    case 'code':
    case 'transferred':
    case 'responsibility':
    case 'investment':
    case 'explanation':
    case 'issue':
      return false;
    case 'commitment':
      return rule.commitmentFirst && fact.targets[rule.awaits] !== undefined;
    case 'not-applicable':
      return watchedBy(rule, catalogue).has(fact.milestone);
    case 'milestone':
      if (watchedBy(rule, catalogue).has(fact.milestone)) return true;
      // An exit ends every case, and any step after it takes them up again.
      return hasExits(catalogue) || !milestoneOf(catalogue, fact.milestone);
    default:
      return true;
  }
}
