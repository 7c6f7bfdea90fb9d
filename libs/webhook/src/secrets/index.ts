export { ensureSecretKeyFile, readSecretKeyFile } from './key-file';
export { parseSecretKeys, SecretKeysUnusable } from './key-text';
export { CannotOpen, SecretBox } from './secret-box';
