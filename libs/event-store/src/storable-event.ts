import type { NewEvent } from '@milepost/lifecycle';
import { beginSeal } from './chain';
import { AppendTooLarge, EventNotStorable } from './event-store';

/** An event in the form in which it is written: data and metadata as JSON text, id in lower case. */
export interface StorableEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  /** Size of data and metadata, in bytes of UTF-8. */
  readonly bytes: number;
  /** The beginning of its seal, to be completed when it has its place. */
  readonly seal: string;
}

/** Most bytes of data and metadata in one append: 1 MiB. */
export const APPEND_LIMIT_BYTES = 1024 * 1024;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** PostgreSQL's longest index entry is 2,704 bytes; a name is far shorter. */
const NAME_LIMIT = 500;

/** True for a UUID in lower case. */
export const isUuid = (text: string): boolean => UUID.test(text);

/** @throws EventNotStorable */
export function toStorable(event: NewEvent): StorableEvent {
  const id = event.id.toLowerCase();
  if (!isUuid(id)) throw new EventNotStorable(`event id ${JSON.stringify(event.id)} is not a UUID`);
  assertName('type', event.type);
  const data = toJson(event.data, `data of event ${id}`);
  const metadata = toJson(event.metadata, `metadata of event ${id}`);
  const bytes = Buffer.byteLength(data) + Buffer.byteLength(metadata);
  return { id, type: event.type, data, metadata, bytes, seal: toSeal(event, id) };
}

function toSeal({ data, metadata }: NewEvent, id: string): string {
  try {
    return beginSeal({ id, data, metadata });
  } catch (cause) {
    throw new EventNotStorable(`event ${id} has no canonical JSON: ${(cause as Error).message}`);
  }
}

/** @throws EventNotStorable, AppendTooLarge */
export function toStorableAppend(stream: string, events: readonly NewEvent[]): StorableEvent[] {
  assertName('stream', stream);
  if (events.length === 0) throw new EventNotStorable(`stream ${stream}: an append needs at least one event`);
  const storable = events.map(toStorable);
  const bytes = storable.reduce((sum, event) => sum + event.bytes, 0);
  if (bytes > APPEND_LIMIT_BYTES) throw new AppendTooLarge(stream, bytes, APPEND_LIMIT_BYTES);
  return storable;
}

/** @throws EventNotStorable when the name of a stream or type is empty, too long or holds a control character */
export function assertName(what: 'stream' | 'type', name: string): void {
  if (name.length === 0 || Buffer.byteLength(name) > NAME_LIMIT || /[\p{Cc}\p{Cs}]/u.test(name)) {
    throw new EventNotStorable(`${what} ${JSON.stringify(name)} is not a usable name`);
  }
}

function toJson(value: unknown, what: string): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (cause) {
    throw new EventNotStorable(`${what} is not JSON: ${(cause as Error).message}`);
  }
  if (json === undefined) throw new EventNotStorable(`${what} is missing`);
  if (holdsUnstorableCharacter(json)) {
    throw new EventNotStorable(
      `${what} holds a NUL character or half a surrogate pair, which no database text can hold`,
    );
  }
  return json;
}

/** JSON.stringify writes both kinds as escapes; a backslash that is itself escaped does not begin one. */
function holdsUnstorableCharacter(json: string): boolean {
  return json.includes('\\u') && /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(json);
}
