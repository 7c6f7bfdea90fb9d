export { canonicalJson } from './canonical-json';
export { beginSeal, completeSeal, hashOf } from './seal';
