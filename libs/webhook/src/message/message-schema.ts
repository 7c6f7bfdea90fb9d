import type { Label } from '@milepost/lifecycle';
import { CLOUD_EVENT_SCHEMA } from './cloud-event';
import { DRAFT, type JsonSchema } from './json-schema';
import type { MessageKind } from './message-kind';
import { dataSchemaOf } from './message-type';

/** Both languages in one text, as schemas have room for one only. */
export const both = ({ en, zh }: Label): string => `${en} · ${zh}`;

const nullable = (description: string): JsonSchema => ({ type: ['string', 'null'], description });

/** The project that a message is about, as last stated. */
export const PROJECT_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['id', 'code', 'kind', 'district'],
  properties: {
    id: { type: 'string', minLength: 1, description: 'id of the project · 项目标识' },
    code: nullable('national project code · 投资项目统一代码'),
    kind: nullable('code of the kind · 项目类型代码'),
    district: nullable('code of the district · 属地代码'),
  },
  description: 'the project, as last stated · 项目,以最近的登记为准',
};

/**
 * Schema of a message's data. It lets further properties pass: fields may be added without a new version, so that a
 * receiver that checks what it gets goes on taking it.
 */
export function dataSchema(kind: MessageKind): JsonSchema {
  const places = Object.entries(kind.places);
  const project = kind.about === 'project';
  return {
    title: both(kind.label),
    description: `Sent when ${kind.when.en}. ${kind.when.zh}发送。`,
    type: 'object',
    required: [
      ...(project ? ['project'] : []),
      ...places.filter(([, { optional }]) => !optional).map(([name]) => name),
    ],
    properties: {
      ...(project && { project: PROJECT_SCHEMA }),
      ...Object.fromEntries(
        places.map(([name, { schema, meaning }]) => [name, { ...schema, description: both(meaning) }]),
      ),
    },
  };
}

/** Schema of the data as a document of its own, under the name that messages give as `dataschema`. */
export const dataSchemaDocument = (kind: MessageKind): JsonSchema => ({
  $schema: DRAFT,
  $id: dataSchemaOf(kind.type),
  ...dataSchema(kind),
});

/** Schema of the CloudEvent around every message's data, as a document of its own. */
export const CLOUD_EVENT_DOCUMENT: JsonSchema = {
  $schema: DRAFT,
  $id: 'urn:milepost:schema:cloudevent:v1',
  ...CLOUD_EVENT_SCHEMA,
};
