import type { Table } from './report';

export interface BenchOptions {
  /** Projects to generate; each bench has a number of its own by default. */
  readonly projects?: number;
  /** Which of the bench's parts are asked for. */
  readonly names: readonly string[];
}

/** What was measured, or why it was not. */
export type BenchResult = readonly Table[] | { readonly skipped: string };

export interface Bench {
  /** Parts that share what has to be set up. */
  readonly names: readonly string[];
  run(options: BenchOptions): Promise<BenchResult>;
}
