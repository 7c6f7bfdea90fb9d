import type { RecordedEvent } from '@milepost/lifecycle';
import { cloudEvent } from './cloud-event';
import { propertyOf, type Places } from './field';
import type { Message } from './message';
import type { MessageKind } from './message-kind';
import { kindStoredAs } from './message-kinds';
import { newSubject, subjectAfter, subjectOf, type Subject } from './subject';

export interface Telling {
  /** The subject after the event. */
  readonly subject: Subject;
  readonly message: Message | null;
}

/** What of an event's data goes out, `undefined` where it lacks something that its message must have. */
export function dataOf(places: Places, data: unknown): Record<string, unknown> | undefined {
  const told: Record<string, unknown> = {};
  for (const name in places) {
    const each = places[name]!;
    const value: unknown = each.read(each.from === undefined ? propertyOf(data, name) : each.from(data));
    if (value !== undefined) told[name] = value;
    else if (!each.optional) return undefined;
  }
  return told;
}

function messageOf(kind: MessageKind, subject: Subject, event: RecordedEvent, source: string): Message | null {
  const said = dataOf(kind.places, event.data);
  if (said === undefined) return null;
  const { id, position, recordedAt } = event;
  const { code, kind: projectKind, district, totalInvestment, sequence } = subject;
  const project = { id: subject.id, code, kind: projectKind, district };
  const told = { id, type: kind.type, source, subject: subject.id, time: recordedAt, sequence, position };
  return {
    id,
    type: kind.type,
    position,
    subject: subject.id,
    sequence,
    milestones: kind.milestonesOf(said),
    kind: projectKind,
    district,
    totalInvestment,
    recordedAt,
    body: cloudEvent(told, kind.about === 'project' ? { project, ...said } : said),
  };
}

/**
 * Folds one event: the subject after it, and the message where it makes one. Call it for the events of a subject in
 * global order, each once; whose subject is not known yet gives `undefined`. Never throws: an event of an unknown type,
 * or without what its message must have, makes none.
 * @param source URI of this server, the CloudEvents `source`
 */
export function tell(subject: Subject | undefined, event: RecordedEvent, source: string): Telling {
  const key = subjectOf(event);
  const kind = kindStoredAs(event.type);
  if (key === null || kind === undefined) return { subject: subject ?? newSubject(event.stream), message: null };
  const after = subjectAfter(subject ?? newSubject(key), event);
  const counted = { ...after, sequence: after.sequence + 1 };
  const message = messageOf(kind, counted, event, source);
  return { subject: message === null ? after : counted, message };
}
