/** Lets one piece of work at a time have a name to itself; those of different names go on side by side. */
export class Turns {
  /** Who waits for a name that is taken, in order. */
  private readonly queues = new Map<string, (() => void)[]>();

  async take<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const queue = this.queues.get(name);
    if (queue !== undefined) await new Promise<void>((resolve) => queue.push(resolve));
    else this.queues.set(name, []);
    try {
      return await work();
    } finally {
      const next = this.queues.get(name)?.shift();
      if (next !== undefined) next();
      else this.queues.delete(name);
    }
  }
}
