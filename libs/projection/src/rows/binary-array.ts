import { writeInt32 } from './binary-integer';
import { ByteChunks } from './byte-chunks';
import type { Value } from './table';
import { unfit, type WriteField } from './write-field';

const LENGTH = 4;
const EMPTY = 12;
const HEADER = 20;
const NULL = -1;
/** Elements are written here first: how long they are stands before them. */
const elements = new ByteChunks();

/**
 * Writes arrays of one dimension.
 * @param oid PostgreSQL's number of the type of their elements
 * @param type that of the array, for who reads an error
 */
export function arrayWriter(oid: number, write: WriteField, type: string): WriteField {
  return (out, value) => {
    if (!Array.isArray(value)) throw unfit(value, type);
    const values = value as Value[];
    if (values.length === 0) {
      out.reserve(LENGTH + EMPTY);
      for (const each of [EMPTY, 0, 0, oid]) writeInt32(out, each);
      return;
    }
    elements.release();
    for (const each of values) {
      if (each !== null && each !== undefined) write(elements, each);
      else {
        elements.reserve(LENGTH);
        writeInt32(elements, NULL);
      }
    }
    const bytes = Buffer.concat([...elements]);
    const hasNull = values.some((each) => each === null || each === undefined) ? 1 : 0;
    out.reserve(LENGTH + HEADER + bytes.length);
    // One dimension, whether an element is NULL, the type, how many, and that the first has the number 1.
    for (const each of [HEADER + bytes.length, 1, hasNull, oid, values.length, 1]) writeInt32(out, each);
    out.chunk.set(bytes, out.used);
    out.used += bytes.length;
  };
}
