import { createHash } from 'node:crypto';
import type { EventMetadata } from '@milepost/lifecycle';

/** Namespace of the ids derived from idempotency keys. */
export const KEYS = '5a6fbb1e-59a0-4a4b-9c36-1f1c7f9f2d55';

export type CommandMetadata = Omit<EventMetadata, 'commandHash'>;

/** Tells a request from another one sent with the same idempotency key. */
export function commandHashOf(command: unknown): string {
  return createHash('sha256').update(JSON.stringify(command)).digest('hex');
}
