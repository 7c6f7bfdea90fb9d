import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { fromBase64 } from './base64';
import { isKeyName } from './key-name';

/** Signature type of C2SP signed-note for Ed25519. */
export const ED25519 = 1;
const KEY_BYTES = 32;
const ID_BYTES = 4;
/** What stands before the 32 bytes of a key in the form that node:crypto reads (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A key can't be read; the message never holds the key. */
export class InvalidKey extends Error {
  override readonly name = 'InvalidKey';
}

/** The first four bytes of SHA-256(name ‖ newline ‖ signature type ‖ public key). */
export function keyIdOf(name: string, publicKey: Uint8Array): Buffer {
  const hash = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(ED25519)).update(publicKey).digest();
  return hash.subarray(0, ID_BYTES);
}

/** A public key by which notes are verified: `name+hex(key id)+base64(0x01 ‖ public key)`. */
export class VerifierKey {
  readonly id: Buffer;
  private readonly key: KeyObject;

  /** @param publicKey 32 bytes */
  constructor(
    readonly name: string,
    private readonly publicKey: Uint8Array,
  ) {
    this.id = keyIdOf(name, publicKey);
    this.key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
  }

  /** @throws InvalidKey */
  static parse(text: string): VerifierKey {
    const { name, id, key } = parseKey(text.trim(), 'verifier key');
    const parsed = new VerifierKey(name, key);
    if (!parsed.id.equals(id)) throw new InvalidKey('the verifier key’s id is not that of its name and key');
    return parsed;
  }

  toString(): string {
    const key = Buffer.concat([Uint8Array.of(ED25519), this.publicKey]).toString('base64');
    return `${this.name}+${this.id.toString('hex')}+${key}`;
  }

  verifies(text: string, signature: Uint8Array): boolean {
    return verify(null, Buffer.from(text), this.key, signature);
  }
}

/** The parts of a key's text after `PRIVATE+KEY+`, where it has that. @throws InvalidKey */
export function parseKey(text: string, what: string): { name: string; id: Buffer; key: Buffer } {
  const [, name = '', hex = '', base64 = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? [];
  const bytes = fromBase64(base64);
  if (!isKeyName(name) || bytes === undefined) throw new InvalidKey(`the ${what} is not of the form name+id+key`);
  if (bytes[0] !== ED25519 || bytes.length !== KEY_BYTES + 1) throw new InvalidKey(`the ${what} is no Ed25519 key`);
  return { name, id: Buffer.from(hex, 'hex'), key: bytes.subarray(1) };
}
