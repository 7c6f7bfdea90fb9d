import { createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isKeyName } from './key-name';
import { ED25519, InvalidKey, parseKey, VerifierKey } from './verifier-key';

const PREFIX = 'PRIVATE+KEY+';
const SEED_BYTES = 32;
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });

/** The last 32 bytes of the key in the form of RFC 8410 are the key itself. */
const publicBytesOf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);

/** A private key that signs notes. Nothing that prints it shows the key. */
export class SignerKey {
  readonly verifier: VerifierKey;
  readonly #key: KeyObject;

  private constructor(name: string, seed: Uint8Array) {
    this.#key = privateKeyOf(seed);
    this.verifier = new VerifierKey(name, publicBytesOf(this.#key));
  }

  get name(): string {
    return this.verifier.name;
  }

  /** @throws InvalidKey */
  static parse(text: string): SignerKey {
    const key = text.trim();
    if (!key.startsWith(PREFIX)) throw new InvalidKey(`the signer key does not begin with ${PREFIX}`);
    const { name, id, key: seed } = parseKey(key.slice(PREFIX.length), 'signer key');
    const parsed = new SignerKey(name, seed);
    if (!parsed.verifier.id.equals(id)) throw new InvalidKey('the signer key’s id is not that of its name and key');
    return parsed;
  }

  /** Makes a key. @returns its text, the only place that holds the private part @throws InvalidKey */
  static generate(name: string): string {
    if (!isKeyName(name)) throw new InvalidKey(`${JSON.stringify(name)} can’t name a key: no spaces, no plus`);
    const seed = randomBytes(SEED_BYTES);
    const id = new SignerKey(name, seed).verifier.id.toString('hex');
    return `${PREFIX}${name}+${id}+${Buffer.concat([Uint8Array.of(ED25519), seed]).toString('base64')}`;
  }

  sign(text: string): Buffer {
    return sign(null, Buffer.from(text), this.#key);
  }
}
