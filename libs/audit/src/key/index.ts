export { createKeyFile, ensureKeyFile, KeyFileUnusable, newOrigin, readKeyFile, type LogKey } from './key-file';
