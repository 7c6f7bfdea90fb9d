import { CLOUD_EVENT_SCHEMA, CONTENT_TYPE } from './cloud-event';
import { exampleMessage } from './example-message';
import type { JsonSchema } from './json-schema';
import type { MessageKind } from './message-kind';
import { MESSAGE_KINDS } from './message-kinds';
import { both, dataSchema } from './message-schema';
import { cloudEventType, dataSchemaOf } from './message-type';

const CHANNEL = 'endpoint';

/** Of each request: Standard Webhooks 1.0. */
const HEADERS: JsonSchema = {
  type: 'object',
  required: ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'content-type': { type: 'string', const: CONTENT_TYPE },
    'webhook-id': {
      type: 'string',
      description: 'The id of the CloudEvent, the same at every attempt. 即 CloudEvent 的 id,重发不变。',
    },
    'webhook-timestamp': {
      type: 'string',
      pattern: '^\\d+$',
      description: 'Instant of this attempt, seconds since 1970. 本次发送时刻,自 1970 年起的秒数。',
    },
    'webhook-signature': {
      type: 'string',
      description:
        'Signatures over `id.timestamp.body`, separated by spaces; one that verifies is enough. 对 `id.timestamp.body` 的签名,空格分隔,任一验证通过即可。',
    },
  },
};

/** Names within the document may hold no more than these, and types of messages do. */
const reference = (section: string, name: string) => ({ $ref: `#/components/${section}/${name}` });

function payload({ type }: MessageKind): JsonSchema {
  return {
    allOf: [
      reference('schemas', 'cloudevent'),
      {
        type: 'object',
        properties: {
          type: { const: cloudEventType(type) },
          dataschema: { const: dataSchemaOf(type) },
          data: reference('schemas', type),
        },
      },
    ],
  };
}

const messageObject = (kind: MessageKind) => ({
  name: cloudEventType(kind.type),
  title: both(kind.label),
  summary: `Sent when ${kind.when.en}. ${kind.when.zh}发送。`,
  contentType: 'application/cloudevents+json',
  payload: payload(kind),
  bindings: reference('messageBindings', 'webhook'),
  examples: [{ name: kind.type, payload: JSON.parse(exampleMessage(kind).body) as Record<string, unknown> }],
});

const each = <Value>(of: (kind: MessageKind) => Value): Record<string, Value> =>
  Object.fromEntries(MESSAGE_KINDS.map((kind) => [kind.type, of(kind)]));

/**
 * The AsyncAPI 3.0 document of all messages.
 * @param version of Milepost that sends them
 */
export const asyncApi = (version: string) => ({
  asyncapi: '3.0.0',
  id: 'urn:milepost:webhooks',
  info: {
    title: 'Milepost webhooks',
    version,
    description:
      'Milestones of investment projects as CloudEvents, signed by Standard Webhooks. They hold codes, ids and dates; for all else, ask the API. 以 CloudEvents 推送的投资项目里程碑,按 Standard Webhooks 签名。只含代码、标识与日期,其余请查询 API。',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  defaultContentType: 'application/cloudevents+json',
  channels: {
    [CHANNEL]: {
      // Whoever registers an endpoint gives its URL.
      address: null,
      title: 'Endpoint · 接收端',
      messages: each((kind) => reference('messages', kind.type)),
    },
  },
  operations: {
    deliver: {
      action: 'send',
      channel: { $ref: `#/channels/${CHANNEL}` },
      title: 'Deliver · 推送',
      summary: 'Answer 2xx once you have it; anything else is tried again. 收妥后答 2xx;其他答复将重试。',
      bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
    },
  },
  components: {
    messages: each(messageObject),
    messageBindings: { webhook: { http: { headers: HEADERS, bindingVersion: '0.3.0' } } },
    schemas: { cloudevent: CLOUD_EVENT_SCHEMA, ...each(dataSchema) },
  },
});
