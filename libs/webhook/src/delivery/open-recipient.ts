import { DomainError } from '@milepost/lifecycle';
import type { Endpoint } from '../endpoint/endpoint';
import type { SecretReferences } from '../endpoint/endpoint-event';
import { secretIds } from '../endpoint/secrets-in-use';
import { parseSigningKey, type SigningKey } from '../signing';
import type { Vault } from '../store/vault';
import type { Recipient } from './recipient';

/** The keys that lie under references, in order. @throws DomainError when one is not there or can't be opened */
async function keysOf(vault: Vault, id: string, references: SecretReferences): Promise<SigningKey[]> {
  return (await vault.reveal(id, secretIds(references))).map(parseSigningKey);
}

/**
 * What was signed with before, while it is signed with too. Without it where it can't be opened: after the loss of the key
 * that seals, a rotation is the way out, and the endpoint must not wait a day for its end.
 */
async function previousOf(vault: Vault, { id, previous }: Endpoint, now: string): Promise<Recipient['previous']> {
  if (previous === null || now >= previous.until) return null;
  try {
    return { keys: await keysOf(vault, id, previous), until: previous.until };
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/**
 * An endpoint with its secrets opened, for the process that sends it messages.
 * @throws DomainError when a secret that it can't do without is not there or can't be opened
 */
export async function openRecipient(vault: Vault, endpoint: Endpoint, now: string): Promise<Recipient> {
  const { id, revision, status, url, ordered, ratePerSecond, current, headerValues } = endpoint;
  const headers = headerValues === null ? '{}' : (await vault.reveal(id, [headerValues]))[0];
  return {
    id,
    revision,
    status,
    url,
    ordered,
    ratePerSecond,
    headers: JSON.parse(headers) as Record<string, string>,
    keys: await keysOf(vault, id, current),
    previous: await previousOf(vault, endpoint, now),
  };
}
