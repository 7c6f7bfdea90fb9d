import type { LoggerService } from '@nestjs/common';

/** The part of `process` that ends it. */
export interface EndableProcess {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): unknown;
}

interface Step {
  readonly name: string;
  readonly close: () => Promise<unknown>;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Ends the server in order: the steps run one after the other, the last added first, exactly once however often it is
 * asked for. A step that fails is logged and does not keep the others from running.
 */
export class Shutdown {
  readonly #steps: Step[] = [];
  #closing: Promise<boolean> | undefined;

  constructor(private readonly logger: Pick<LoggerService, 'log' | 'warn' | 'error'>) {}

  /** True from the moment at which the end was asked for. */
  get begun(): boolean {
    return this.#closing !== undefined;
  }

  /** Adds what has to be closed before everything added earlier. What is added too late is closed by the same end. */
  add(name: string, close: () => Promise<unknown>): void {
    this.#steps.push({ name, close });
  }

  /** Runs the steps; gives whether all of them went well. */
  close(): Promise<boolean> {
    this.#closing ??= this.#run();
    return this.#closing;
  }

  /**
   * Ends the process on SIGINT and SIGTERM: with code 0 in order, 1 when a step failed. A second signal ends it at once
   * with the signal's own code. Gives a function that stops listening to the signals.
   */
  closeOnSignals(target: EndableProcess = process): () => void {
    const onSignal = (signal: NodeJS.Signals) => {
      if (this.begun) {
        this.logger.warn(`${signal} again: ending without waiting`, 'Shutdown');
        target.exit(signal === 'SIGINT' ? 130 : 143);
        return;
      }
      this.logger.log(`${signal}: closing`, 'Shutdown');
      void this.close().then((orderly) => {
        if (orderly) this.logger.log('Closed', 'Shutdown');
        target.exit(orderly ? 0 : 1);
      });
    };
    for (const signal of SIGNALS) target.on(signal, onSignal);
    return () => {
      for (const signal of SIGNALS) target.off(signal, onSignal);
    };
  }

  async #run(): Promise<boolean> {
    let orderly = true;
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step.close();
      } catch (error) {
        orderly = false;
        this.logger.error(`Could not close ${step.name}: ${String(error)}`, (error as Error).stack, 'Shutdown');
      }
    }
    return orderly;
  }
}
