import type { RecordedEvent } from '@milepost/lifecycle';
import { tell, type Message, type Subject } from '.';
import { subjectOf } from './subject';

export const SOURCE = 'https://milepost.county.example/';

/** An event of project `p-1`, unless another stream is named. */
export function event(type: string, data: unknown, more: Partial<RecordedEvent> = {}): RecordedEvent {
  return {
    id: 'e1',
    type,
    stream: 'project-p-1',
    revision: 0,
    position: '1',
    recordedAt: '2026-05-18T02:30:00.125Z',
    metadata: { actor: 'clerk-01', source: 'graphql' },
    data,
    ...more,
  };
}

export interface Told {
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly messages: readonly Message[];
}

/** All messages of events in global order, and what is known of their subjects at the end. */
export function tellAll(events: readonly RecordedEvent[]): Told {
  const subjects = new Map<string, Subject>();
  const messages: Message[] = [];
  for (const each of events) {
    const key = subjectOf(each);
    const { subject, message } = tell(key === null ? undefined : subjects.get(key), each, SOURCE);
    if (key !== null) subjects.set(key, subject);
    if (message !== null) messages.push(message);
  }
  return { subjects, messages };
}

export interface CloudEvent {
  readonly [attribute: string]: unknown;
  readonly data: Readonly<Record<string, unknown>>;
}

export const bodyOf = (message: Message | null | undefined): CloudEvent =>
  JSON.parse(message?.body ?? 'null') as CloudEvent;
