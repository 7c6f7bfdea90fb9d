/** So many entries leave a run at least before what is left is put into a new map. */
const RENEWED_AFTER = 64;

interface Run<Value> {
  known: Map<string, Value>;
  /** Since its map is new. */
  deletions: number;
}

/**
 * A map by run and a text within it, for entries that come and go all the time. Two maps, since joining both to one key,
 * for each question anew, costs more than the question.
 *
 * A map of V8 that has outgrown its table keeps the table linked to the next one. Once a table has grown old, all later
 * ones of that map and all that ever stood in them are kept until the whole heap is collected, and are copied before: here
 * that cost more than anything else done for a delivery but sending it. So maps here are given up before that matters.
 */
export class RunMap<Value> {
  private readonly runs = new Map<number, Run<Value>>();

  get(run: number, key: string): Value | undefined {
    return this.runs.get(run)?.known.get(key);
  }

  has(run: number, key: string): boolean {
    return this.runs.get(run)?.known.has(key) ?? false;
  }

  set(run: number, key: string, value: Value): void {
    const one = this.runs.get(run);
    if (one === undefined) this.runs.set(run, { known: new Map([[key, value]]), deletions: 0 });
    else one.known.set(key, value);
  }

  /** @returns whether it was there */
  delete(run: number, key: string): boolean {
    const one = this.runs.get(run);
    if (one === undefined || !one.known.delete(key)) return false;
    one.deletions += 1;
    // Every test and every replay is a run of its own: what is over leaves nothing behind.
    if (one.known.size === 0) this.runs.delete(run);
    else renewInTime(one);
    return true;
  }

  values(): Value[] {
    return [...this.runs.values()].flatMap(({ known }) => [...known.values()]);
  }
}

/** Costs no more than deleting did: at least as many have left as are copied. */
function renewInTime(run: Run<unknown>): void {
  if (run.deletions < Math.max(RENEWED_AFTER, run.known.size)) return;
  run.known = new Map(run.known);
  run.deletions = 0;
}
