import type { SigningKey } from './key';

/** One attempt to deliver a message. */
export interface SignableMessage {
  /** The same for every attempt; no full stop and no space in it, since those part what is signed. */
  readonly id: string;
  /** Of the attempt, in whole seconds since 1970. */
  readonly timestamp: number;
  /** The very bytes that are sent, or their text. */
  readonly body: string | Uint8Array;
}

export interface SignedHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/** Printable ASCII without full stop: anything else could be told apart in two ways, or not be sent as a header. */
const ID = /^[!-\-/-~]+$/;

/**
 * The signatures of a message by each of the keys, in their order: `v1,<base64>` or `v1a,<base64>`, separated by spaces.
 * @param keys read once by `parseSigningKey`; the new and the old one while a secret is rotated
 * @throws RangeError for an id, a time or a list of keys that no receiver could verify
 */
export function signatureHeader({ id, timestamp, body }: SignableMessage, keys: readonly SigningKey[]): string {
  if (!ID.test(id)) throw new RangeError('the id of a message is printable ASCII without full stop');
  if (!Number.isSafeInteger(timestamp) || timestamp < 0) throw new RangeError('a timestamp is in whole seconds');
  if (keys.length === 0) throw new RangeError('a message is signed by one key at least');
  const content = { prefix: `${id}.${timestamp}.`, body };
  return keys.map((key) => `${key.version},${key.sign(content)}`).join(' ');
}

/** The three headers of Standard Webhooks. @throws RangeError as `signatureHeader` does */
export function signedHeaders(message: SignableMessage, keys: readonly SigningKey[]): SignedHeaders {
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': signatureHeader(message, keys),
  };
}
