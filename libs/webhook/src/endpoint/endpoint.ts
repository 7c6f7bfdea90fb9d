import type { EndpointProfile, RecordedEndpointEvent, SecretReferences, Start } from './endpoint-event';

/**
 * - `active`: is sent messages;
 * - `paused`: somebody stopped it;
 * - `disabled`: the server stopped it, since it failed for days or said that it is gone;
 * - `deleted`: is no more, but for its history.
 * While it is stopped messages wait, and are sent when it is resumed.
 */
export const ENDPOINT_STATUSES = ['active', 'paused', 'disabled', 'deleted'] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

/** An endpoint as its events leave it: plain JSON data. */
export interface Endpoint extends EndpointProfile {
  readonly id: string;
  readonly revision: number;
  readonly status: EndpointStatus;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly start: Start;
  readonly startAfter: string;
  readonly headerValues: string | null;
  readonly current: SecretReferences;
  /** What it signed with before, until an instant. */
  readonly previous: (SecretReferences & { readonly until: string }) | null;
  /** Why it is not active, and since when. */
  readonly stopped: { readonly at: string; readonly because: string } | null;
}

/** Folds an endpoint's events, in order. */
export function evolveEndpoint(endpoint: Endpoint | undefined, event: RecordedEndpointEvent): Endpoint {
  if (event.type === 'webhook.created.v1') return created(event);
  if (endpoint === undefined) throw new Error(`${event.type} of an endpoint that was not created: ${event.stream}`);
  const next = { ...endpoint, revision: event.revision };
  const { recordedAt: at } = event;
  switch (event.type) {
    case 'webhook.changed.v1': {
      const { changes, headerValues } = event.data;
      return { ...next, ...changes, ...(headerValues !== undefined && { headerValues }) };
    }
    case 'webhook.paused.v1':
      return { ...next, status: 'paused', stopped: { at, because: event.data.reason } };
    case 'webhook.resumed.v1':
      return { ...next, status: 'active', stopped: null };
    case 'webhook.disabled.v1':
      return { ...next, status: 'disabled', stopped: { at, because: event.data.because } };
    case 'webhook.secret-rotated.v1': {
      const { secret, signingKey, previousUntil: until } = event.data;
      return { ...next, current: { secret, signingKey }, previous: { ...endpoint.current, until } };
    }
    case 'webhook.deleted.v1':
      return { ...next, status: 'deleted', stopped: { at, because: event.data.reason } };
    case 'webhook.test-requested.v1':
    case 'webhook.replay-requested.v1':
    case 'webhook.message-discarded.v1':
      return next;
  }
}

function created(event: Extract<RecordedEndpointEvent, { type: 'webhook.created.v1' }>): Endpoint {
  const { secret, signingKey, startAfter, ...profile } = event.data;
  return {
    ...profile,
    id: event.stream.slice(event.stream.indexOf('-') + 1),
    revision: event.revision,
    status: 'active',
    createdAt: event.recordedAt,
    createdBy: event.metadata.actor,
    startAfter: startAfter ?? event.position,
    current: { secret, signingKey },
    previous: null,
    stopped: null,
  };
}

/** The endpoint that its events make, undefined when there is none. */
export function endpointOf(events: readonly RecordedEndpointEvent[]): Endpoint | undefined {
  return events.reduce<Endpoint | undefined>(evolveEndpoint, undefined);
}
