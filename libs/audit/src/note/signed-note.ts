import { fromBase64 } from './base64';
import { isKeyName } from './key-name';
import type { SignerKey } from './signer-key';
import type { VerifierKey } from './verifier-key';

/** Most signatures that a note may carry; C2SP signed-note asks for at least 16. */
const MAX_SIGNATURES = 100;
const MAX_NOTE_BYTES = 1_000_000;
const ID_BYTES = 4;

/** Why a note is not to be trusted. */
export class InvalidNote extends Error {
  override readonly name = 'InvalidNote';
}

interface Signature {
  readonly name: string;
  readonly keyId: Buffer;
  readonly signature: Buffer;
}

/**
 * Signs a text as C2SP signed-note lays down.
 * @param text ends in a newline and holds no other control characters
 * @throws InvalidNote
 */
export function signNote(text: string, signer: SignerKey): string {
  assertText(text);
  const { name, id } = signer.verifier;
  return `${text}\n— ${name} ${Buffer.concat([id, signer.sign(text)]).toString('base64')}\n`;
}

/**
 * The text of a note that one of the keys has signed; signatures of unknown keys are passed over.
 * @throws InvalidNote when none of the keys has, or when a signature of one of them is wrong
 */
export function openNote(note: string, keys: readonly VerifierKey[]): string {
  const { text, signatures } = parseNote(note);
  let verified = false;
  for (const { name, keyId, signature } of signatures) {
    const key = keys.find((known) => known.name === name && known.id.equals(keyId));
    if (key === undefined) continue;
    if (!key.verifies(text, signature)) throw new InvalidNote(`the signature of ${name} is wrong`);
    verified = true;
  }
  if (!verified) throw new InvalidNote('none of the known keys has signed the note');
  return text;
}

/** The text of a note, whoever has signed it. @throws InvalidNote when it is malformed */
export const textOf = (note: string): string => parseNote(note).text;

function parseNote(note: string): { text: string; signatures: Signature[] } {
  if (Buffer.byteLength(note) > MAX_NOTE_BYTES) throw new InvalidNote('the note is too long');
  // The text may hold empty lines: the last one ends it.
  const end = note.lastIndexOf('\n\n');
  if (end < 0) throw new InvalidNote('the note has no signatures');
  const text = note.slice(0, end + 1);
  assertText(text);
  const lines = note.slice(end + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0) throw new InvalidNote('the note does not end in a signature’s line');
  if (lines.length > MAX_SIGNATURES) throw new InvalidNote('the note has too many signatures');
  return { text, signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): Signature {
  const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(base64);
  if (!isKeyName(name) || bytes === undefined || bytes.length <= ID_BYTES) {
    throw new InvalidNote('a signature’s line is malformed');
  }
  return { name, keyId: bytes.subarray(0, ID_BYTES), signature: bytes.subarray(ID_BYTES) };
}

function assertText(text: string): void {
  if (!text.endsWith('\n')) throw new InvalidNote('a note’s text ends in a newline');
  if (/[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}/u.test(text)) {
    throw new InvalidNote('a note’s text holds no control characters');
  }
}
