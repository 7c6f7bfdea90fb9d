import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A script beside this file in a process of its own, with which messages are exchanged. */
export class Child<Said extends { readonly kind: string }> {
  private readonly process: ChildProcess;
  private readonly waiting = new Map<string, (said: Said) => void>();

  constructor(script: string, task: unknown, onSaid: (said: Said) => void = () => undefined) {
    const hook = join(__dirname, '..', '..', 'ts-node-hook.cjs');
    this.process = fork(join(__dirname, script), [JSON.stringify(task)], { execArgv: ['-r', hook] });
    this.process.on('message', (said: Said) => {
      onSaid(said);
      this.waiting.get(said.kind)?.(said);
      this.waiting.delete(said.kind);
    });
  }

  /** What it says next of a kind. @throws Error when it ends without */
  said<Kind extends Said['kind']>(kind: Kind): Promise<Extract<Said, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      this.waiting.set(kind, resolve as (said: Said) => void);
      this.process.once('exit', (code) => reject(new Error(`ended with ${code} and did not say ${kind}`)));
    });
  }

  ask<Kind extends Said['kind']>(request: string, kind: Kind): Promise<Extract<Said, { kind: Kind }>> {
    const said = this.said(kind);
    this.process.send(request);
    return said;
  }

  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }
}
