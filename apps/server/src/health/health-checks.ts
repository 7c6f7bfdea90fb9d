import { Injectable, Logger } from '@nestjs/common';

/** How one part of the server is. */
export interface Health {
  readonly ok: boolean;
  /** Something to look at, though the part does its work: it does not make the server unready. */
  readonly alarm?: boolean;
  /** For the people who run the server; without secrets, as anyone may ask. */
  readonly detail?: string;
}

export type HealthCheck = () => Health | Promise<Health>;

/** The health of all parts. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, Health>>;
}

/** Longest that a check may take before it counts as failed, in milliseconds. */
const TIMEOUT_MS = 2_000;

/** The named checks that readiness depends on. Whoever runs a part of the server adds its check. */
@Injectable()
export class HealthChecks {
  readonly #checks = new Map<string, HealthCheck>();
  readonly #logger = new Logger('Health');

  /** @throws Error when the name is taken */
  add(name: string, check: HealthCheck): void {
    if (this.#checks.has(name)) throw new Error(`health check ${name} exists already`);
    this.#checks.set(name, check);
  }

  remove(name: string): void {
    this.#checks.delete(name);
  }

  /** Runs all checks at once. One that throws or takes too long is not ok; why is logged, not told. */
  async readiness(timeoutMs: number = TIMEOUT_MS): Promise<Readiness> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await this.#run(name, check, timeoutMs)] as const),
    );
    return { ready: results.every(([, { ok }]) => ok), checks: Object.fromEntries(results) };
  }

  async #run(name: string, check: HealthCheck, timeoutMs: number): Promise<Health> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Health>((resolve) => {
      timer = setTimeout(() => resolve({ ok: false, detail: `no answer within ${timeoutMs} ms` }), timeoutMs);
    });
    try {
      return await Promise.race([Promise.resolve().then(check), late]);
    } catch (error) {
      this.#logger.warn(`${name}: ${String(error)}`);
      return { ok: false, detail: 'failed' };
    } finally {
      clearTimeout(timer);
    }
  }
}
