import {
  adoptCatalogue,
  adoptIntegrityRules,
  adoptRuleset,
  catalogueStream,
  CN_INTEGRITY,
  CN_INVESTMENT,
  EMPTY_RULEBOOK,
  evolveRulebook,
  FIVE_MILESTONES,
  HANDOVER_CHAIN,
  integrityRulesStream,
  rulesetStream,
  type AdoptionDecision,
  type RecordedRuleEvent,
} from '@milepost/lifecycle';
import type { HistoricEvent } from './historic-event';

/** Earlier than every project that a register is likely to hold. */
const IN_FORCE_FROM = '2000-01-01';

// Fixed, so that adopting the built-in rules once more is a no-op in every store.
const STEPS = [
  {
    id: '6d1f7a52-3c0e-4b8e-9d54-0a4f3f1c2e01',
    stream: catalogueStream(CN_INVESTMENT.code),
    adopt: adoptCatalogue.bind(null, CN_INVESTMENT),
    reason: '启用内置投资项目全生命周期目录',
  },
  {
    id: '6d1f7a52-3c0e-4b8e-9d54-0a4f3f1c2e02',
    stream: rulesetStream(FIVE_MILESTONES.code),
    adopt: adoptRuleset.bind(null, FIVE_MILESTONES),
    reason: '启用内置五未规则(五个节点)',
  },
  {
    id: '6d1f7a52-3c0e-4b8e-9d54-0a4f3f1c2e03',
    stream: rulesetStream(HANDOVER_CHAIN.code),
    adopt: adoptRuleset.bind(null, HANDOVER_CHAIN),
    reason: '启用内置五未规则(环节衔接)',
  },
  {
    id: '6d1f7a52-3c0e-4b8e-9d54-0a4f3f1c2e04',
    stream: integrityRulesStream(CN_INTEGRITY.code),
    adopt: adoptIntegrityRules.bind(null, CN_INTEGRITY),
    reason: '启用内置数据真实性疑点规则',
  },
] as const;

function onlyFact(decision: AdoptionDecision) {
  const [fact] = decision.accepted ? decision.facts : [];
  if (fact === undefined) throw new Error(`a built-in definition is refused: ${JSON.stringify(decision)}`);
  return fact;
}

/**
 * The adoptions that a store starts with: the built-in catalogue, both built-in rulesets and the integrity rules, each the first event of its
 * own stream, with the same ids every time.
 * @param recordedAt the instant at which they are taken to be recorded
 */
export function bootstrapRules(recordedAt: string): HistoricEvent[] {
  let book = EMPTY_RULEBOOK;
  return STEPS.map(({ id, stream, adopt, reason }) => {
    const event: HistoricEvent = {
      id,
      ...onlyFact(adopt(IN_FORCE_FROM, reason, book)),
      metadata: { actor: 'milepost', source: 'bootstrap' },
      stream,
      revision: 0,
      recordedAt,
    };
    book = evolveRulebook(book, { ...event, position: '0' } as RecordedRuleEvent);
    return event;
  });
}
