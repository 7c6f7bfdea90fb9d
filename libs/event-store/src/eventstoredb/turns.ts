/** Lets one piece of work at a time have a name to itself; those of different names go on side by side. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.last.get(name);
    const mine = before === undefined ? work() : before.then(work, work);
    this.last.set(name, mine);
    const leave = () => {
      if (this.last.get(name) === mine) this.last.delete(name);
    };
    mine.then(leave, leave);
    return mine;
  }
}
