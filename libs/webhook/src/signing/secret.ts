import { createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { fromBase64 } from './base64';
import { InvalidKey, type SignedContent, type SigningKey, type VerifyingKey } from './key';
import { notices } from './notices';

export const SECRET_PREFIX = 'whsec_';
const NEW_BYTES = 32;
/** Sizes that Standard Webhooks takes: 192 to 512 bits. */
const BYTES = { min: 24, max: 64 };

/** A new secret for one endpoint: `whsec_` and the base64 of 32 random bytes. */
export const newSecret = (): string => SECRET_PREFIX + randomBytes(NEW_BYTES).toString('base64');

/** A secret that sender and receiver share: HMAC-SHA256, `v1`. */
export class SharedSecret implements SigningKey, VerifyingKey {
  readonly version = 'v1';
  readonly #key: KeyObject;

  private constructor(bytes: Uint8Array) {
    this.#key = createSecretKey(bytes);
  }

  /** Reads `whsec_…`. @throws InvalidKey */
  static parse(text: string): SharedSecret {
    const bytes = text.startsWith(SECRET_PREFIX) ? fromBase64(text.slice(SECRET_PREFIX.length)) : undefined;
    if (bytes === undefined || bytes.length < BYTES.min || bytes.length > BYTES.max) {
      throw new InvalidKey(notices.secretInvalid('secret', BYTES));
    }
    return new SharedSecret(bytes);
  }

  sign({ prefix, body }: SignedContent): string {
    return createHmac('sha256', this.#key).update(prefix).update(body).digest('base64');
  }

  verifies({ prefix, body }: SignedContent, signature: string): boolean {
    const claimed = fromBase64(signature);
    const right = createHmac('sha256', this.#key).update(prefix).update(body).digest();
    // Its length is no secret, what it holds is: comparing must take as long wherever the first difference lies.
    return claimed?.length === right.length && timingSafeEqual(claimed, right);
  }
}
