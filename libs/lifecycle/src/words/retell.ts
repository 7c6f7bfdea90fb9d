import type { RecordedEvent, RecordedProjectEvent, RecordedRuleEvent, RuleEventData } from '../events';
import { evolve, UnfoldableEvent } from '../project/evolve';
import type { History } from '../project/history';
import { adoptionsOf, EMPTY_RULEBOOK, evolveRulebook, type Rulebook } from '../rules';
import { describeEvent, type EventWords } from './describe';

/** An event of a stream, in words, with what was known of its project before and after. */
export interface ToldEvent {
  readonly event: RecordedEvent;
  readonly words: EventWords;
  readonly before: History | undefined;
  readonly after: History | undefined;
}

const RULE_TYPES: ReadonlySet<string> = new Set<keyof RuleEventData>([
  'catalogue.adopted.v1',
  'ruleset.adopted.v1',
  'integrity-rules.adopted.v1',
]);

const isRule = (event: RecordedEvent): event is RecordedRuleEvent => RULE_TYPES.has(event.type);

function folded(history: History | undefined, event: RecordedEvent): History | undefined {
  try {
    return evolve(history, event as RecordedProjectEvent);
  } catch (error) {
    // What can't be folded is told all the same: an auditor has to see it.
    if (error instanceof UnfoldableEvent) return history;
    throw error;
  }
}

/** All rules but those of the stream itself, of which only what was adopted before counts. */
function rulesBefore(book: Rulebook, own: Rulebook, event: RecordedRuleEvent): Rulebook {
  switch (event.type) {
    case 'catalogue.adopted.v1': {
      const { code } = event.data.catalogue;
      return { ...book, catalogues: { ...book.catalogues, [code]: adoptionsOf(own.catalogues, code) ?? [] } };
    }
    case 'ruleset.adopted.v1': {
      const { code } = event.data.ruleset;
      return { ...book, rulesets: { ...book.rulesets, [code]: adoptionsOf(own.rulesets, code) ?? [] } };
    }
    case 'integrity-rules.adopted.v1': {
      const { code } = event.data.rules;
      return { ...book, integrity: { ...book.integrity, [code]: adoptionsOf(own.integrity, code) ?? [] } };
    }
  }
}

/**
 * Tells the events of one whole stream, a project's or one of adoptions, in order.
 * @param book the rules whose names serve; for a project, those known at the last of its events or later
 */
export function* retell(stream: readonly RecordedEvent[], book: Rulebook): Generator<ToldEvent> {
  let history: History | undefined;
  let own = EMPTY_RULEBOOK;
  for (const event of stream) {
    const before = history;
    if (isRule(event)) {
      const words = describeEvent(event, { history: undefined, book: rulesBefore(book, own, event) });
      own = evolveRulebook(own, event);
      yield { event, words, before, after: before };
      continue;
    }
    if (event.stream.startsWith('project-')) history = folded(history, event);
    yield { event, words: describeEvent(event, { history: before, book }), before, after: history };
  }
}
