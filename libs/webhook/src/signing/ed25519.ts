import { createPrivateKey, createPublicKey, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import { fromBase64 } from './base64';
import { InvalidKey, type SignedContent, type SigningKey, type VerifyingKey } from './key';
import { notices } from './notices';

export const PRIVATE_PREFIX = 'whsk_';
export const PUBLIC_PREFIX = 'whpk_';
const KEY_BYTES = 32;
/** What stands before the 32 bytes of a key in the forms that node:crypto reads (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const bytesAfter = (prefix: string, text: string): Buffer | undefined =>
  text.startsWith(prefix) ? fromBase64(text.slice(prefix.length)) : undefined;

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });

const publicBytesOf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES);

/** Ed25519 signs one piece. */
function joined({ prefix, body }: SignedContent): Buffer {
  return typeof body === 'string' ? Buffer.from(prefix + body) : Buffer.concat([Buffer.from(prefix), body]);
}

/** A new pair for one endpoint: what signs, and what its receiver is told. */
export function newSigningKey(): { readonly secret: string; readonly publicKey: string } {
  const seed = randomBytes(KEY_BYTES);
  return {
    secret: PRIVATE_PREFIX + seed.toString('base64'),
    publicKey: PUBLIC_PREFIX + publicBytesOf(privateKeyOf(seed)).toString('base64'),
  };
}

/** The private key of the sender: Ed25519, `v1a`. */
export class PrivateKey implements SigningKey {
  readonly version = 'v1a';
  /** What its receiver is told, `whpk_…`. */
  readonly publicKey: string;
  readonly #key: KeyObject;

  private constructor(seed: Uint8Array) {
    this.#key = privateKeyOf(seed);
    this.publicKey = PUBLIC_PREFIX + publicBytesOf(this.#key).toString('base64');
  }

  /**
   * Reads `whsk_…`: 32 bytes, or the 64 of key and public key that other senders write, since the standard leaves that open.
   * @throws InvalidKey
   */
  static parse(text: string): PrivateKey {
    const bytes = bytesAfter(PRIVATE_PREFIX, text);
    const refused = new InvalidKey(notices.signingKeyInvalid('secret'));
    if (bytes?.length !== KEY_BYTES && bytes?.length !== 2 * KEY_BYTES) throw refused;
    const key = new PrivateKey(bytes.subarray(0, KEY_BYTES));
    const told = bytes.subarray(KEY_BYTES).toString('base64');
    if (told !== '' && key.publicKey !== PUBLIC_PREFIX + told) throw refused;
    return key;
  }

  sign(content: SignedContent): string {
    return sign(null, joined(content), this.#key).toString('base64');
  }
}

/** The public key by which the receiver verifies. */
export class PublicKey implements VerifyingKey {
  readonly version = 'v1a';
  private readonly key: KeyObject;

  private constructor(bytes: Uint8Array) {
    this.key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes]), format: 'der', type: 'spki' });
  }

  /** Reads `whpk_…`. @throws InvalidKey */
  static parse(text: string): PublicKey {
    const bytes = bytesAfter(PUBLIC_PREFIX, text);
    if (bytes?.length !== KEY_BYTES) throw new InvalidKey(notices.publicKeyInvalid('publicKey'));
    return new PublicKey(bytes);
  }

  verifies(content: SignedContent, signature: string): boolean {
    const bytes = fromBase64(signature);
    return bytes !== undefined && verify(null, joined(content), this.key, bytes);
  }
}
