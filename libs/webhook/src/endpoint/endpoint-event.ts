import type { NewEvent, RecordedEvent } from '@milepost/lifecycle';
import type { EndpointFilter } from './filter';

/** From where an endpoint is sent messages, as it was asked. */
export type Start =
  | { readonly from: 'now' }
  | { readonly from: 'beginning' }
  | { readonly from: 'position'; readonly position: string }
  | { readonly from: 'instant'; readonly instant: string };

/** What an endpoint is set up with and can be changed in. */
export interface EndpointProfile {
  readonly url: string;
  readonly description: string;
  /** The bureau that owns it. */
  readonly bureau: string;
  readonly filter: EndpointFilter;
  /** A project's messages strictly one after the other. */
  readonly ordered: boolean;
  /** Most messages a second; null: as many as it takes. */
  readonly ratePerSecond: number | null;
  /** Names of its own headers; their values may be secrets and are kept sealed, apart. */
  readonly headers: readonly string[];
}

/** Where the secrets of an endpoint lie sealed, apart from the events. */
export interface SecretReferences {
  /** Id of the secret for `v1` signatures. */
  readonly secret: string;
  /** For `v1a` signatures, where those are wanted too; the public key is for receivers. */
  readonly signingKey: { readonly id: string; readonly publicKey: string } | null;
}

export interface EndpointCreated extends EndpointProfile, SecretReferences {
  readonly start: Start;
  /** Position after which messages are sent; null: after this very event. */
  readonly startAfter: string | null;
  /** Id of the sealed values of `headers`. */
  readonly headerValues: string | null;
}

export interface EndpointChanged {
  readonly changes: Partial<EndpointProfile>;
  /** Given with `changes.headers`. */
  readonly headerValues?: string | null;
  readonly reason: string;
}

export interface SecretRotated extends SecretReferences {
  /** Until when what was signed with before is signed with too: ISO 8601, UTC. */
  readonly previousUntil: string;
  readonly reason: string;
}

export interface EndpointResumed {
  readonly reason: string;
  /** True: what came while it was stopped is not sent. */
  readonly skipMissed: boolean;
}

/** Stopped by the server itself: `gone`, it answered 410; `failing`, for days. */
export interface EndpointDisabled {
  readonly because: 'gone' | 'failing';
  /** Since when every attempt failed: ISO 8601, UTC. */
  readonly since: string;
}

/** Which messages are to be sent once more. */
export interface ReplayRequested {
  /** One message by its id, `null`: those of a period. */
  readonly message: string | null;
  /** Messages after this position, up to the other (inclusive). */
  readonly after: string;
  readonly through: string;
  /** Narrows further than the endpoint's own filter. */
  readonly filter: EndpointFilter & { readonly projects?: readonly string[] };
  readonly reason: string;
}

export interface MessageDiscarded {
  readonly message: string;
  readonly reason: string;
}

export interface Reasoned {
  readonly reason: string;
}

/** Each event's stored name, and what it says. */
export interface EndpointEventData {
  'webhook.created.v1': EndpointCreated;
  'webhook.changed.v1': EndpointChanged;
  'webhook.paused.v1': Reasoned;
  'webhook.resumed.v1': EndpointResumed;
  'webhook.disabled.v1': EndpointDisabled;
  'webhook.secret-rotated.v1': SecretRotated;
  'webhook.test-requested.v1': Record<string, never>;
  'webhook.replay-requested.v1': ReplayRequested;
  'webhook.message-discarded.v1': MessageDiscarded;
  'webhook.deleted.v1': Reasoned;
}

export type EndpointEventType = keyof EndpointEventData;
export type EndpointFact = {
  [T in EndpointEventType]: { readonly type: T; readonly data: EndpointEventData[T] };
}[EndpointEventType];
export type NewEndpointEvent = { [T in EndpointEventType]: NewEvent<T, EndpointEventData[T]> }[EndpointEventType];
export type RecordedEndpointEvent = {
  [T in EndpointEventType]: RecordedEvent<T, EndpointEventData[T]>;
}[EndpointEventType];

const PREFIX = 'webhook-';

/** UUIDs may come in either case, the database gives them in lower case: there is one stream for both. */
export const endpointStream = (id: string): string => `${PREFIX}${id.toLowerCase()}`;

/** The endpoint id of a `webhook-{id}` stream, `null` for any other stream. */
export function endpointIdOf(stream: string): string | null {
  return stream.startsWith(PREFIX) ? stream.slice(PREFIX.length) : null;
}
