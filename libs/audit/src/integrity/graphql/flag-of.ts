import { detailText, type FlagDetail } from '@milepost/lifecycle';
import type { FlagRow } from '../query/flag-query';
import type { FlagSubject } from '../query/flag-reader';
import type { IntegrityFlag } from './flag.types';
import { ruleOf } from './rule-of';

/** A flag as GraphQL shows it. Its rule is one of those in force on the day, which its row was made by. */
export function flagOf(row: FlagRow, { rules, catalogue }: Pick<FlagSubject, 'rules' | 'catalogue'>): IntegrityFlag {
  const rule = rules.rules.find(({ code }) => code === row.rule);
  if (rule === undefined) throw new RangeError(`the rules have no ${row.rule}`);
  return {
    rule: ruleOf(rule, row.version),
    since: row.since,
    events: row.events.map((id) => ({ id })),
    detail: detailText(rule.kind, JSON.parse(row.detail) as FlagDetail, catalogue),
    explainedBy: row.explained_by,
  };
}
