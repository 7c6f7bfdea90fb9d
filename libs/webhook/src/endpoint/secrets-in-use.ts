import type { Endpoint } from './endpoint';
import type { SecretReferences } from './endpoint-event';

/** Ids of the secrets that are signed with by references, in order. */
export const secretIds = ({ secret, signingKey }: SecretReferences): string[] =>
  signingKey === null ? [secret] : [secret, signingKey.id];

/** Every id under which an endpoint keeps something that it still needs at an instant. */
export function secretsInUse({ current, previous, headerValues }: Endpoint, now: string): string[] {
  const ids = secretIds(current);
  if (previous !== null && now < previous.until) ids.push(...secretIds(previous));
  if (headerValues !== null) ids.push(headerValues);
  return ids;
}
