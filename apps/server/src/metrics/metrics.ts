import { Injectable, Logger } from '@nestjs/common';
import { familyProblem, type Family } from './family';

/** Asks a part of the server for what it counts, at every scrape. Without secrets and personal data: anyone may ask. */
export type Collect = () => Promise<readonly Family[]>;

/** Longest that a part may take before its families are left out, in milliseconds. */
const TIMEOUT_MS = 2_000;

/** What the parts of the server tell of themselves. Whoever runs a part adds its collector. */
@Injectable()
export class Metrics {
  readonly #parts = new Map<string, Collect>();
  readonly #running = new Map<string, Promise<readonly Family[]>>();
  readonly #logger = new Logger('Metrics');

  /**
   * @param name of the part, as `milepost_scrape_failed` tells it
   * @throws Error when the name is taken
   */
  add(name: string, collect: Collect): void {
    if (this.#parts.has(name)) throw new Error(`metrics of ${name} exist already`);
    this.#parts.set(name, collect);
  }

  /**
   * All families, and of each part whether it failed. Parts are asked at once; one that throws, takes too long, or gives
   * what Prometheus would refuse is left out and does not take the rest with it. Why is logged, not told.
   */
  async scrape(timeoutMs: number = TIMEOUT_MS): Promise<Family[]> {
    const names = [...this.#parts.keys()];
    const collected = await Promise.all(names.map((name) => this.#collect(name, timeoutMs)));
    const families: Family[] = [];
    const failed = names.map((part, index) => {
      const told = this.#sound(part, collected[index] ?? null, families);
      families.push(...(told ?? []));
      return { labels: { part }, value: told === null ? 1 : 0 };
    });
    const help = 'Whether a part of the server could not be asked at this scrape: its families are left out.';
    return [...families, { name: FAILED, help, type: 'gauge', samples: failed }];
  }

  /** What a part told, `null` where any of it would spoil the answer. */
  #sound(part: string, told: readonly Family[] | null, before: readonly Family[]): readonly Family[] | null {
    if (told === null) return null;
    const taken = new Set([FAILED, ...before.map(({ name }) => name)]);
    for (const family of told) {
      const problem = taken.has(family.name) ? `${family.name} is told twice` : familyProblem(family);
      taken.add(family.name);
      if (problem === null) continue;
      this.#logger.warn(`${part}: ${problem}`);
      return null;
    }
    return told;
  }

  async #collect(part: string, timeoutMs: number): Promise<readonly Family[] | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    });
    try {
      return await Promise.race([this.#run(part), late]);
    } catch (error) {
      this.#logger.warn(`${part}: ${String(error)}`);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** One run of a part at a time: scrapes come on and on, and would pile up on one that hangs. */
  #run(part: string): Promise<readonly Family[]> {
    const running = this.#running.get(part);
    if (running !== undefined) return running;
    const run = Promise.resolve()
      .then(() => this.#parts.get(part)?.() ?? [])
      .finally(() => this.#running.delete(part));
    this.#running.set(part, run);
    return run;
  }
}

const FAILED = 'milepost_scrape_failed';
