import { valueOf, type Field } from '../mapping/field';
import type { Source } from '../read/source';

/** What a first reading of a file tells: how long it is, and which keys stand in it more than once. */
export interface Survey {
  readonly rows: number;
  readonly keys: ReadonlySet<string>;
  /** Keys that stand in more than one row, with all their lines. */
  readonly repeated: ReadonlyMap<string, readonly number[]>;
}

/** Reads a file through before anything is written: a file that can't be parsed to its end leaves no trace. */
export async function survey(source: Source, key: Field): Promise<Survey> {
  const first = new Map<string, number>();
  const repeated = new Map<string, number[]>();
  let rows = 0;
  for await (const row of source.rows()) {
    rows += 1;
    const value = valueOf(key, row);
    if (value === null) continue;
    const line = first.get(value.text);
    if (line === undefined) first.set(value.text, row.line);
    else if (repeated.has(value.text)) repeated.get(value.text)?.push(row.line);
    else repeated.set(value.text, [line, row.line]);
  }
  return { rows, keys: new Set(first.keys()), repeated };
}
