/**
 * A map by run and a text within it. Two maps, since joining both to one key, for each question anew, costs more than
 * the question.
 */
export class RunMap<Value> {
  private readonly runs = new Map<number, Map<string, Value>>();

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
    return true;
  }

  values(): Value[] {
    return [...this.runs.values()].flatMap((known) => [...known.values()]);
  }
}
