export * from './hashing';
export * from './proofs';
export { TILE_HEIGHT, TILE_WIDTH, type TileSource } from './tiles';
export * from './verify';
