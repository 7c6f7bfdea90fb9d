import { setTimeout } from 'node:timers/promises';

/**
 * Resolves as soon as the condition holds.
 * @throws Error naming what was waited for when it does not within `mostMs` milliseconds
 */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
  mostMs = 30_000,
): Promise<void> {
  const deadline = Date.now() + mostMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ${mostMs} ms for: ${what}`);
    await setTimeout(10);
  }
}
