import type { Day } from '../calendar';
import type { RecordedRuleEvent } from '../events';
import { CN_INTEGRITY, type IntegrityRules } from '../integrity';
import { rulebookAt } from '../rules';
import { RULE_EVENTS } from './rules.spec-support';

const adopted = (rules: IntegrityRules, inForceFrom: Day, position: number): RecordedRuleEvent => ({
  id: `i${rules.version}`,
  stream: 'integrity-rules-cn-integrity',
  revision: rules.version - 1,
  position: String(position),
  recordedAt: '2000-01-01T00:00:00.000Z',
  metadata: { actor: 'clerk-01', source: 'test' },
  type: 'integrity-rules.adopted.v1',
  data: { rules, inForceFrom, reason: '启用' },
});

/** Another version of the rules: other limits, one rule less. */
export const SECOND_INTEGRITY: IntegrityRules = {
  ...CN_INTEGRITY,
  version: 2,
  rules: CN_INTEGRITY.rules.slice(1).map((rule) => {
    switch (rule.kind) {
      case 'late-recording':
        return { ...rule, parameters: { days: 5, milestones: ['eia', 'groundbreaking'] } };
      case 'one-sitting':
        return { ...rule, parameters: { count: 2, minutes: 0 } };
      case 'quarter-end':
        return { ...rule, parameters: { count: 2, sharePercent: 10 } };
      default:
        return rule;
    }
  }),
};

export const INTEGRITY_EVENTS: readonly RecordedRuleEvent[] = [
  ...RULE_EVENTS,
  adopted(CN_INTEGRITY, '2020-03-01', 101),
  adopted(SECOND_INTEGRITY, '2022-01-01', 102),
];

/** Rules that change while random histories run. */
export const INTEGRITY_BOOK = rulebookAt(INTEGRITY_EVENTS, null);

/** The built-in rules alone, in force always. */
export const CN_BOOK = rulebookAt([...RULE_EVENTS.slice(0, 1), adopted(CN_INTEGRITY, '2000-01-01', 101)], null);
