export type { Finding } from './finding';
export { readKeys } from './read-keys';
export { witnessOf } from './since';
export {
  verifyStore,
  type Since,
  type Unusable,
  type Verdict,
  type VerifyRequest,
  type WalkFiles,
} from './verify-store';
export { WalkFile, type RememberedWalk } from './walk-file';
export type { WalkPoint } from './walk-point';
export type { Witness } from './witness';
