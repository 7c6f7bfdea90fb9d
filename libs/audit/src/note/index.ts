export { isKeyName } from './key-name';
export { InvalidNote, openNote, signNote } from './signed-note';
export { SignerKey } from './signer-key';
export { formatTreeHead, parseTreeHead, type TreeHead } from './tree-head';
export { InvalidKey, VerifierKey } from './verifier-key';
