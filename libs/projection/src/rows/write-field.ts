import type { ByteChunks } from './byte-chunks';
import type { Value } from './table';

/** Writes a value that is not NULL as a field of PostgreSQL's binary formats: its length, then its bytes. */
export type WriteField = (out: ByteChunks, value: NonNullable<Value>) => void;

/** A value that its column can't hold: a data error like those that the database answers with. */
export function unfit(value: NonNullable<Value>, type: string): RangeError {
  return new RangeError(`no ${type}: ${String(value as string).slice(0, 60)}`);
}
