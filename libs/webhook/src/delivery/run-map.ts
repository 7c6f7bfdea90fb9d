/** So many entries leave at least before what is left is put into a new map. */
const RENEWED_AFTER = 64;

/**
 * A map by run and a text within it, for entries that come and go all the time. Two maps, since joining both to one key,
 * for each question anew, costs more than the question.
 *
 * A map of V8 that has outgrown its table keeps the table linked to the next one. Once a table has grown old, all later
 * ones of that map and all that ever stood in them are kept until the whole heap is collected, and are copied before: here
 * that cost more than anything else done for a delivery but sending it. So maps here are given up before that matters.
 */
export class RunMap<Value> {
  private readonly runs = new Map<number, Map<string, Value>>();
  private deletions = 0;

  get(run: number, key: string): Value | undefined {
    return this.runs.get(run)?.get(key);
  }

  has(run: number, key: string): boolean {
    return this.runs.get(run)?.has(key) ?? false;
  }

  set(run: number, key: string, value: Value): void {
    const known = this.runs.get(run);
    if (known === undefined) this.runs.set(run, new Map([[key, value]]));
    else known.set(key, value);
  }

  /** @returns whether it was there */
  delete(run: number, key: string): boolean {
    const known = this.runs.get(run);
    if (known === undefined || !known.delete(key)) return false;
    // Every test and every replay is a run of its own: what is over leaves nothing behind.
    if (known.size === 0) this.runs.delete(run);
    else this.renew(run, known);
    return true;
  }

  values(): Value[] {
    return [...this.runs.values()].flatMap((known) => [...known.values()]);
  }

  /** Costs no more than deleting did: as many have left as are copied. */
  private renew(run: number, known: Map<string, Value>): void {
    this.deletions += 1;
    if (this.deletions < RENEWED_AFTER || this.deletions < known.size) return;
    this.deletions = 0;
    this.runs.set(run, new Map(known));
  }
}
