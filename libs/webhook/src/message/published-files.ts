import { asyncApi } from './async-api';
import { MESSAGE_KINDS } from './message-kinds';
import { CLOUD_EVENT_DOCUMENT, dataSchemaDocument } from './message-schema';
import { MESSAGE_VERSION } from './message-type';

const written = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

/**
 * What receivers are given to read by machine: text by path, relative to the folder of the guide's files.
 * @param version of Milepost
 */
export function publishedFiles(version: string): ReadonlyMap<string, string> {
  return new Map([
    ['asyncapi.json', written(asyncApi(version))],
    [`schemas/cloudevent.v${MESSAGE_VERSION}.json`, written(CLOUD_EVENT_DOCUMENT)],
    ...MESSAGE_KINDS.map(
      (kind) => [`schemas/${kind.type}.v${MESSAGE_VERSION}.json`, written(dataSchemaDocument(kind))] as const,
    ),
  ]);
}
