import type { RecordedEvent } from '@milepost/lifecycle';
import type { Message } from './message';
import type { MessageKind, SubjectKind } from './message-kind';
import type { Subject } from './subject';
import { tell } from './tell';
import { testMessage } from './test-message';

const SOURCE = 'https://milepost.county.example/';
const ID = '0197d1a4-6a50-7c3e-9a51-2f6b3c1d0e7f';
const RECORDED_AT = '2026-05-18T02:30:00.125Z';

const PROJECT: Subject = {
  id: '5f0c5a2e-58c0-4d3a-8a57-9d8c1f0b7e21',
  code: '2603-380124-04-01-204417',
  kind: 'new-build',
  district: '380124400',
  totalInvestment: '120000000',
  sequence: 6,
};

const STREAM: Readonly<Record<SubjectKind, string>> = {
  project: `project-${PROJECT.id}`,
  report: 'report-2026-05',
  checkpoint: 'checkpoint-county.example/milepost',
  endpoint: '',
};

/** The event that the example of a kind is made from. */
function exampleEvent(stored: string, kind: MessageKind): RecordedEvent {
  return {
    id: ID,
    type: stored,
    stream: STREAM[kind.about],
    revision: 6,
    position: '4711',
    recordedAt: RECORDED_AT,
    data: kind.example,
    metadata: { actor: 'clerk-01', source: 'graphql' },
  };
}

/**
 * A message of a kind, always the same.
 * @throws Error where the kind's example makes none
 */
export function exampleMessage(kind: MessageKind): Message {
  if (kind.stored === null) return testMessage(ID, RECORDED_AT, SOURCE);
  const begun = kind.about === 'project' && kind.type !== 'project.registered';
  const { message } = tell(begun ? PROJECT : undefined, exampleEvent(kind.stored, kind), SOURCE);
  if (message === null) throw new Error(`the example of ${kind.type} makes no message`);
  return message;
}
