import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { JsonSchema } from './json-schema';
import type { Message } from './message';
import { MESSAGE_KINDS } from './message-kinds';
import { CLOUD_EVENT_DOCUMENT, dataSchemaDocument } from './message-schema';
import type { CloudEvent } from './told.spec-support';

/** The same schema, letting nothing pass that it does not name: what is sent is no more than what is published. */
function closed(schema: JsonSchema): JsonSchema {
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null) return schema;
  const parts = Object.entries(properties as Record<string, JsonSchema>).map(([name, part]) => [name, closed(part)]);
  return { ...schema, additionalProperties: false, properties: Object.fromEntries(parts) as JsonSchema };
}

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats(ajv);
const { properties, ...envelope } = closed(CLOUD_EVENT_DOCUMENT);
const validEnvelope = ajv.compile({
  ...envelope,
  // Its data is of another schema.
  properties: { ...(properties as JsonSchema), data: { type: 'object' } },
});
const validData = new Map<unknown, ValidateFunction>(
  MESSAGE_KINDS.map((kind) => {
    const document = dataSchemaDocument(kind);
    return [document['$id'], ajv.compile(closed(document))];
  }),
);

/** What of a message is not as the published schemas say; empty for a sound one. */
export function schemaErrors({ body }: Pick<Message, 'body'>): unknown[] {
  const event = JSON.parse(body) as CloudEvent;
  validEnvelope(event);
  const valid = validData.get(event['dataschema']);
  if (valid === undefined) return [`no schema ${String(event['dataschema'])}`];
  valid(event.data);
  return [...(validEnvelope.errors ?? []), ...(valid.errors ?? [])];
}

/**
 * What of a CloudEvent in structured JSON is not as CloudEvents 1.0 wants it (its sections “Naming conventions”,
 * “Type system” and “Required attributes”, and the JSON format): attributes are lower-case ASCII letters and digits,
 * at most 20 of them; none is null; the four required ones are not empty; times are of RFC 3339, `dataschema` is absolute.
 */
export function cloudEventErrors({ body }: Pick<Message, 'body'>): string[] {
  const { data, ...attributes } = JSON.parse(body) as CloudEvent;
  const errors = Object.entries(attributes).flatMap(([name, value]) => [
    ...(/^[a-z0-9]{1,20}$/.test(name) ? [] : [`${name} is no name of an attribute`]),
    ...(typeof value === 'string' && value !== '' ? [] : [`${name} is empty or no string`]),
  ]);
  for (const name of ['specversion', 'id', 'source', 'type']) {
    if (!(name in attributes)) errors.push(`${name} is missing`);
  }
  if (attributes['specversion'] !== '1.0') errors.push('specversion is not 1.0');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(String(attributes['time'])))
    errors.push('time is not RFC 3339');
  if (!/^[a-z][a-z0-9+.-]*:\S+$/.test(String(attributes['dataschema']))) errors.push('dataschema is not absolute');
  if (typeof data !== 'object' || data === null) errors.push('data is no object');
  return errors;
}
