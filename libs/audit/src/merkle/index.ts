export * from './hashing';
export * from './proofs';
export { TILE_HEIGHT, TILE_WIDTH, TreeMismatch, type TileSource } from './tiles';
export * from './verify';
