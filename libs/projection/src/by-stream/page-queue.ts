/** Hands items from those who have them to the one who takes them. */
export class PageQueue<Item> {
  private readonly items: Item[] = [];
  private ended = false;
  private error: Error | undefined;
  private wake: () => void = () => undefined;

  push(item: Item): void {
    this.items.push(item);
    this.wake();
  }

  /** Ends it; with an error, which is thrown before what still waits. */
  end(error?: Error): void {
    this.ended = true;
    this.error ??= error;
    this.wake();
  }

  /** Takes out what is waiting. */
  drain(): Item[] {
    return this.items.splice(0);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for (;;) {
      if (this.error) throw this.error;
      const item = this.items.shift();
      if (item !== undefined) yield item;
      else if (this.ended) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
