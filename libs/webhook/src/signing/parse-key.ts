import { PRIVATE_PREFIX, PrivateKey, PUBLIC_PREFIX, PublicKey } from './ed25519';
import { InvalidKey, type SigningKey, type VerifyingKey } from './key';
import { notices } from './notices';
import { SECRET_PREFIX, SharedSecret } from './secret';

/** Reads what signs: `whsec_…` or `whsk_…`. @throws InvalidKey */
export function parseSigningKey(text: string): SigningKey {
  if (text.startsWith(SECRET_PREFIX)) return SharedSecret.parse(text);
  if (text.startsWith(PRIVATE_PREFIX)) return PrivateKey.parse(text);
  throw new InvalidKey(notices.keyKindUnknown('secret', { expected: `${SECRET_PREFIX} / ${PRIVATE_PREFIX}` }));
}

/** Reads what verifies: `whsec_…` or `whpk_…`. @throws InvalidKey */
export function parseVerifyingKey(text: string): VerifyingKey {
  if (text.startsWith(SECRET_PREFIX)) return SharedSecret.parse(text);
  if (text.startsWith(PUBLIC_PREFIX)) return PublicKey.parse(text);
  throw new InvalidKey(notices.keyKindUnknown('publicKey', { expected: `${SECRET_PREFIX} / ${PUBLIC_PREFIX}` }));
}
