import type { JsonSchema } from './json-schema';
import { cloudEventType, dataSchemaOf, type MessageType } from './message-type';

/** What the attributes of a message's CloudEvent are told from. */
export interface Told {
  readonly id: string;
  readonly type: MessageType;
  readonly source: string;
  readonly subject: string;
  readonly time: string;
  readonly sequence: number;
  readonly position: string;
}

/** `content-type` of what `cloudEvent` gives: structured mode of the CloudEvents HTTP binding. */
export const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/** Digits of `sequence`: the extension wants strings that sort as the messages of a subject do. */
const SEQUENCE_DIGITS = 10;

/**
 * The exact bytes of a CloudEvents 1.0 event in structured JSON. Names of attributes are lower-case letters and digits
 * alone, as CloudEvents wants them. `sequence` is its documented extension, counted within the subject: that is what a
 * receiver has to keep in order, while the order over all subjects is that of `position`.
 */
export function cloudEvent({ id, type, source, subject, time, sequence, position }: Told, data: object): string {
  return JSON.stringify({
    specversion: '1.0',
    id,
    source,
    type: cloudEventType(type),
    subject,
    time,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(type),
    sequence: String(sequence).padStart(SEQUENCE_DIGITS, '0'),
    position,
    data,
  });
}

const text = (description: string, more: JsonSchema = {}): JsonSchema => ({
  type: 'string',
  minLength: 1,
  description,
  ...more,
});

/** The attributes of every message, whatever its type. */
export const CLOUD_EVENT_SCHEMA: JsonSchema = {
  title: 'CloudEvent · 消息信封',
  description: 'A CloudEvents 1.0 event in structured JSON. CloudEvents 1.0 结构化 JSON。',
  type: 'object',
  required: [
    'specversion',
    'id',
    'source',
    'type',
    'subject',
    'time',
    'datacontenttype',
    'dataschema',
    'sequence',
    'position',
    'data',
  ],
  properties: {
    specversion: { const: '1.0' },
    id: text('Id of the event, the same at every attempt: leave out what you have had. 事件标识,重发不变,用于去重。'),
    source: text('The server that recorded it. 记录该事件的服务。', { format: 'uri-reference' }),
    type: text('Type and version of the message. 消息类型及版本。', {
      pattern: '^milepost\\.[a-z]+\\.[a-z-]+\\.v\\d+$',
    }),
    subject: text('Project, report or log that it is about. 所涉项目、月报或日志。'),
    time: text('Instant at which it was recorded, UTC. 记录时刻(UTC)。', { format: 'date-time' }),
    datacontenttype: { const: 'application/json' },
    dataschema: text('Schema of `data`: a name, not an address. `data` 的模式名称,并非网址。', { format: 'uri' }),
    sequence: text(
      'Number of the message within its subject, from 1; 0 for a test. 在该对象内的序号,自 1 起;测试为 0。',
      {
        pattern: `^\\d{${SEQUENCE_DIGITS}}$`,
      },
    ),
    position: text('Place in the order of all events, a decimal integer. 在全部事件中的位置,十进制整数。', {
      pattern: '^\\d+$',
    }),
    data: { type: 'object' },
  },
};
