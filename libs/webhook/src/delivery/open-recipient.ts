import type { Endpoint } from '../endpoint/endpoint';
import type { SecretReferences } from '../endpoint/endpoint-event';
import { parseSigningKey, type SigningKey } from '../signing';
import type { Vault } from '../store/vault';
import type { Recipient } from './recipient';

const idsOf = ({ secret, signingKey }: SecretReferences): string[] =>
  signingKey === null ? [secret] : [secret, signingKey.id];

/** Every id under which an endpoint keeps something that it still needs at an instant. */
export function secretsInUse({ current, previous, headerValues }: Endpoint, now: string): string[] {
  const ids = idsOf(current);
  if (previous !== null && now < previous.until) ids.push(...idsOf(previous));
  if (headerValues !== null) ids.push(headerValues);
  return ids;
}

/**
 * An endpoint with its secrets opened, for the process that sends it messages.
 * @throws DomainError when a secret is not there or can't be opened
 */
export async function openRecipient(vault: Vault, endpoint: Endpoint, now: string): Promise<Recipient> {
  const { id, revision, status, url, ordered, ratePerSecond, current, previous, headerValues } = endpoint;
  const inUse = secretsInUse(endpoint, now);
  const opened = new Map<string, string>();
  for (const [index, secret] of (await vault.reveal(id, inUse)).entries()) opened.set(inUse[index], secret);
  const keysOf = (references: SecretReferences): SigningKey[] =>
    idsOf(references).map((reference) => parseSigningKey(opened.get(reference) as string));
  return {
    id,
    revision,
    status,
    url,
    ordered,
    ratePerSecond,
    headers: headerValues === null ? {} : (JSON.parse(opened.get(headerValues) as string) as Record<string, string>),
    keys: keysOf(current),
    previous: previous !== null && now < previous.until ? { keys: keysOf(previous), until: previous.until } : null,
  };
}
