export { readRuleEvents } from './read';
export { RuleEvents } from './rule-events';
export { isRuleEvent, RULE_EVENT, RULE_EVENT_TABLE, RULE_STREAMS, writeRuleEvent } from './table';
