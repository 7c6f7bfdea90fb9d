/**
 * A read that many ask for at once: those who ask while one is under way share the next one, which begins after they
 * asked. So what each gets is as fresh as had it read alone.
 */
export function coalesce<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<Result> | undefined;
  return () =>
    (next ??= underWay.then(() => {
      next = undefined;
      const now = read();
      underWay = now.catch(() => undefined);
      return now;
    }));
}
