import type { Row, Value } from './table';

export interface Version {
  readonly row: Row;
  /** From when it is known. */
  readonly from: string;
}

/** As text: the same value may come as a number and as its digits. */
export const textOf = (value: Value): string => {
  if (typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : String(value);
};

/**
 * Versions in force by the identity of their row. They are looked for by the last column of the identity, which tells a
 * project's rows apart best, and told from the few that share it: to piece a key together from all columns takes longer.
 */
export class VersionsInForce {
  private readonly byLast = new Map<string, Version[]>();

  constructor(private readonly identity: readonly string[]) {}

  add(version: Version): void {
    const last = this.lastOf(version.row);
    const same = this.byLast.get(last);
    if (same) same.push(version);
    else this.byLast.set(last, [version]);
  }

  /** Takes out the version of the row that this one is another version of. */
  takeOf(row: Row): Version | undefined {
    return this.takeFrom(this.lastOf(row), (column) => row[column]);
  }

  /** @param identity values in the order in which the table declares its identity */
  take(identity: readonly Value[]): Version | undefined {
    return this.takeFrom(textOf(identity.at(-1)), (_, index) => identity[index]);
  }

  /** Takes out all of them. */
  drain(): Version[] {
    const all = [...this.byLast.values()].flat();
    this.byLast.clear();
    return all;
  }

  private takeFrom(last: string, valueOf: (column: string, index: number) => Value): Version | undefined {
    const same = this.byLast.get(last);
    if (same === undefined) return undefined;
    const at = same.findIndex(({ row }) => this.identity.every((column, i) => isSame(row[column], valueOf(column, i))));
    if (at < 0) return undefined;
    const [found] = same.splice(at, 1);
    if (same.length === 0) this.byLast.delete(last);
    return found;
  }

  private lastOf(row: Row): string {
    return textOf(row[this.identity.at(-1) as string]);
  }
}

const isSame = (a: Value, b: Value): boolean => a === b || textOf(a) === textOf(b);
