import {
  correctedEventOf,
  documentOf,
  reasonOf,
  worldDateOf,
  type RecordedEvent,
  type ToldEvent,
} from '@milepost/lifecycle';
import type { HistoryEvent, RelatedEvent } from './history-event';
import type { Project } from './project';

function headOf({ event, words }: ToldEvent): RelatedEvent {
  const { id, type, recordedAt, position, revision, metadata } = event;
  const { actor, bureau = null, source } = metadata;
  const { label, text } = words;
  const occurredOn = worldDateOf(event);
  return {
    id,
    type,
    label,
    text,
    recordedAt,
    occurredOn,
    position,
    revision,
    actor,
    bureau,
    source,
    reason: reasonOf(event),
  };
}

/**
 * The events of one stream as GraphQL shows them, by position.
 * @param told the whole stream, as far as it is known: what corrects what is found in it
 */
export function historyEventsOf(told: readonly ToldEvent[], project: Project | null): Map<string, HistoryEvent> {
  const heads = new Map(told.map((one) => [one.event.id, headOf(one)]));
  const corrections = new Map<string, RelatedEvent[]>();
  for (const { event } of told) {
    const target = correctedEventOf(event);
    const head = heads.get(event.id);
    if (target === null || head === undefined) continue;
    corrections.set(target, [...(corrections.get(target) ?? []), head]);
  }
  return new Map(told.map((one) => [one.event.position, { ...detailsOf(one), project }]));

  function detailsOf(one: ToldEvent): Omit<HistoryEvent, 'project'> {
    const event: RecordedEvent = one.event;
    return {
      ...headOf(one),
      document: documentOf(event),
      changes: one.words.changes,
      corrects: heads.get(correctedEventOf(event) ?? '') ?? null,
      correctedBy: corrections.get(event.id) ?? [],
    };
  }
}
