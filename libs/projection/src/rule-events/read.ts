import type { EventStore } from '@milepost/event-store';
import type { RecordedRuleEvent } from '@milepost/lifecycle';
import { eventsUpTo } from '../check/streams';
import { isRuleEvent, RULE_STREAMS } from './table';

/** All adoptions of catalogues and rulesets up to a position, from the events themselves. */
export async function readRuleEvents(store: EventStore, upTo: string): Promise<RecordedRuleEvent[]> {
  return (await eventsUpTo(store, upTo, isRuleEvent, RULE_STREAMS)) as RecordedRuleEvent[];
}
