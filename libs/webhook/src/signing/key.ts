import { DomainError, type Notice } from '@milepost/lifecycle';

/** How a signature was made, as it stands before it: HMAC-SHA256 or Ed25519. */
export type SignatureVersion = 'v1' | 'v1a';

/** A message as it is signed: `<id>.<timestamp>.` and then its body. */
export interface SignedContent {
  readonly prefix: string;
  readonly body: string | Uint8Array;
}

/** A key that was read once and signs many messages. Nothing that prints it shows the key. */
export interface SigningKey {
  readonly version: SignatureVersion;
  /** @returns the signature, base64 */
  sign(content: SignedContent): string;
}

/** A key that was read once and verifies many messages. */
export interface VerifyingKey {
  readonly version: SignatureVersion;
  /** @param signature base64, as it came */
  verifies(content: SignedContent, signature: string): boolean;
}

/** A key can't be read; the message never holds the key. */
export class InvalidKey extends DomainError {
  override readonly name = 'InvalidKey';

  constructor(readonly notice: Notice) {
    super(notice.code, notice, notice.field ?? undefined);
  }
}
