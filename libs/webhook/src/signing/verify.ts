import type { Notice } from '@milepost/lifecycle';
import type { VerifyingKey } from './key';
import { notices } from './notices';

/** Standard Webhooks' own libraries take messages that were sent up to five minutes ago, or from now. */
const TOLERANCE_SECONDS = 300;

export interface ReceivedMessage {
  /** As Node.js hands them out; names in any case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As it came, before anything parsed it. */
  readonly body: string | Uint8Array;
  /** Any of them will do. */
  readonly keys: readonly VerifyingKey[];
  /** Seconds since 1970. */
  readonly nowSeconds: number;
  readonly toleranceSeconds?: number;
}

export type Verification =
  | {
      readonly accepted: true;
      readonly id: string;
      /** Of the attempt, in seconds since 1970. */
      readonly timestamp: number;
    }
  | { readonly accepted: false; readonly error: Notice };

const refused = (error: Notice): Verification => ({ accepted: false, error });

function headerOf(headers: ReceivedMessage['headers'], header: string): string | undefined {
  // Node.js writes them small; others may not.
  const value = headers[header] ?? Object.entries(headers).find(([name]) => name.toLowerCase() === header)?.[1];
  return (typeof value === 'string' ? value : value?.[0]) || undefined;
}

/** Whether a message was signed by one of the keys, lately, and has not been changed since. */
export function verify(message: ReceivedMessage): Verification {
  const { headers, body, keys, nowSeconds, toleranceSeconds: tolerance = TOLERANCE_SECONDS } = message;
  const values: string[] = [];
  for (const header of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
    const value = headerOf(headers, header);
    if (value === undefined) return refused(notices.headerMissing(header, { header }));
    values.push(value);
  }
  const [id, time, signatures] = values as [string, string, string];
  if (!/^\d{1,15}$/.test(time)) return refused(notices.timestampInvalid('webhook-timestamp'));
  const timestamp = Number(time);
  const seconds = Math.floor(nowSeconds) - timestamp;
  if (seconds > tolerance) return refused(notices.timestampTooOld('webhook-timestamp', { seconds, tolerance }));
  if (-seconds > tolerance) {
    return refused(notices.timestampTooNew('webhook-timestamp', { seconds: -seconds, tolerance }));
  }
  // The header as it came, not the number: it is what was signed.
  const content = { prefix: `${id}.${time}.`, body };
  for (const signature of signatures.split(' ')) {
    const comma = signature.indexOf(',');
    const version = signature.slice(0, comma);
    const claimed = signature.slice(comma + 1);
    if (keys.some((key) => key.version === version && key.verifies(content, claimed))) {
      return { accepted: true, id, timestamp };
    }
  }
  return refused(notices.signatureMismatch('webhook-signature'));
}
