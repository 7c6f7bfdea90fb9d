import type { Endpoint, EndpointStatus } from '../endpoint/endpoint';
import type { SigningKey } from '../signing';

/** An endpoint as its courier knows it: secrets opened. */
export interface Recipient {
  readonly id: string;
  readonly revision: number;
  readonly status: EndpointStatus;
  readonly url: string;
  readonly ordered: boolean;
  readonly ratePerSecond: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly keys: readonly SigningKey[];
  /** What was signed with before, until an instant. */
  readonly previous: { readonly keys: readonly SigningKey[]; readonly until: string } | null;
}

/** What an endpoint's state lets be sent to it. */
export const kindsFor = (status: EndpointStatus): readonly ('live' | 'replay' | 'test')[] =>
  status === 'active' ? ['live', 'replay', 'test'] : status === 'deleted' ? [] : ['test'];

/** All keys to sign with at an instant. */
export function keysAt({ keys, previous }: Recipient, now: string): readonly SigningKey[] {
  return previous !== null && now < previous.until ? [...keys, ...previous.keys] : keys;
}

export type OpenSecrets = (endpoint: Endpoint) => Promise<Recipient>;
