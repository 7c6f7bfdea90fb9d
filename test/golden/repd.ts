import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The register's data lies beside the project and is no part of it. */
export const REPD_DATA = resolve(__dirname, '..', '..', '..', 'shared', 'data');

export interface ReferencePair {
  readonly a: string;
  readonly b: string;
  readonly stuck: { readonly raw: number; readonly not_beyond: number; readonly live: number };
  readonly dwell: {
    readonly n_both: number;
    readonly n_negative: number;
    readonly nonneg_p50_disc?: number;
    readonly nonneg_p90_disc?: number;
  };
  readonly age: { readonly live: { readonly max?: number } };
  readonly top5_regions: Readonly<Record<'live' | 'not_beyond' | 'raw', readonly (readonly [string, number])[]>>;
}

export interface Reference {
  readonly cases: number;
  readonly events: number;
  readonly cutoffs: Readonly<Record<string, { readonly pairs: readonly ReferencePair[] }>>;
}

export interface RepdEdition {
  readonly name: string;
  /** The register's file, or `null` when the data is not there. */
  readonly file: string | null;
  readonly reference: () => Reference;
}

function edition(name: string, file: string): RepdEdition {
  const folder = join(REPD_DATA, name);
  const path = join(folder, file);
  return {
    name,
    file: existsSync(path) ? path : null,
    reference: () => JSON.parse(readFileSync(join(folder, 'reference.json'), 'utf8')) as Reference,
  };
}

export const REPD_EDITIONS = [
  edition('repd-sample', 'repd-q2-june-2021-wales-northeast.csv'),
  edition('repd-2021', 'repd-q2-june-2021.csv.gz'),
];

export const REPD_MAPPING = join(__dirname, '..', '..', 'apps', 'cli', 'registers', 'repd', 'mapping.yaml');
