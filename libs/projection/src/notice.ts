import type { Role } from './health';

/** What an operator may want to read in the log. */
export type Notice =
  | { readonly kind: 'role'; readonly projection: string; readonly role: Role }
  | { readonly kind: 'failed'; readonly projection: string; readonly error: unknown; readonly retryInMs: number }
  | {
      readonly kind: 'parked';
      readonly projection: string;
      readonly key: string;
      readonly eventId: string;
      readonly error: string;
    }
  | { readonly kind: 'rebuild begun' | 'rebuild ended'; readonly projection: string; readonly version: number }
  /** Transactions that read the live or the old tables keep a switch, or the dropping of the old ones, waiting. */
  | { readonly kind: 'readers in the way'; readonly projection: string };

export type OnNotice = (notice: Notice) => void;
