import { setTimeout } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

/** Waits until a condition holds; fails when it does not come to hold within half a minute. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${condition.toString()}`);
    await setTimeout(20);
  }
}
