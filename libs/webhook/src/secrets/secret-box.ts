import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { DomainError, type Notice } from '@milepost/lifecycle';
import { notices } from './notices';

/** Size of a key, AES-256. */
export const KEY_BYTES = 32;
const CIPHER = 'aes-256-gcm';
/** NIST SP 800-38D: 96 bits; at random they do for 2³² texts under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 's1';

/** What is sealed can't be opened. The message holds neither key nor text. */
export class CannotOpen extends DomainError {
  override readonly name = 'CannotOpen';

  constructor(readonly notice: Notice) {
    super(notice.code, notice);
  }
}

/** Names a key without telling it: the first 8 hex digits of its SHA-256. */
export const keyIdOf = (key: Uint8Array): string => createHash('sha256').update(key).digest('hex').slice(0, 8);

/**
 * Seals what the database must not show to whoever reads it, or a backup of it. The first key seals, all of them open:
 * a new key is put before the old one, which stays until everything has been sealed anew.
 */
export class SecretBox {
  /** Of the key that seals. */
  readonly keyId: string;
  readonly #keys: ReadonlyMap<string, KeyObject>;

  /** @param keys 32 bytes each @throws RangeError when there is none, or one is no key */
  constructor(keys: readonly Uint8Array[]) {
    const [first] = keys;
    if (first === undefined) throw new RangeError('secrets are sealed by one key at least');
    if (keys.some((key) => key.length !== KEY_BYTES)) throw new RangeError(`a key has ${KEY_BYTES} bytes`);
    this.keyId = keyIdOf(first);
    this.#keys = new Map(keys.map((key) => [keyIdOf(key), createSecretKey(key)]));
  }

  /**
   * @param context what it belongs to, e.g. `webhook-endpoint/<id>`: nowhere else will it open
   * @returns `s1.<key id>.<base64url of nonce, text, tag>`
   */
  seal(plain: string, context: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const key = this.#keys.get(this.keyId) as KeyObject;
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context));
    const text = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${this.keyId}.${text.toString('base64url')}`;
  }

  /** @throws CannotOpen when its key is not among these, when it was changed, or when it belongs to something else */
  open(sealed: string, context: string): string {
    const [, id = '', base64 = ''] = /^s1\.([0-9a-f]{8})\.([\w-]+)$/.exec(sealed) ?? [];
    const bytes = Buffer.from(base64, 'base64url');
    const tampered = notices.tampered(null);
    if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== base64)
      throw new CannotOpen(tampered);
    const key = this.#keys.get(id);
    if (key === undefined) throw new CannotOpen(notices.keyUnknown(null, { key: id }));
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const plain = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
      return Buffer.concat(plain).toString();
    } catch {
      throw new CannotOpen(tampered);
    }
  }
}
