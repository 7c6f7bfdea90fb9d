import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SendingTask } from './sending-process';

/** A process of its own that routes and sends messages. */
export class SendingProcess {
  private errors = '';

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
  }

  /** @returns when it has begun */
  static async start(task: SendingTask): Promise<SendingProcess> {
    const hook = join(__dirname, '..', 'ts-node-hook.cjs');
    const script = join(__dirname, 'sending-process.ts');
    const child = spawn(process.execPath, ['-r', hook, script, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new SendingProcess(child);
    const [first] = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')]);
    if (!String(first).startsWith('started')) throw new Error(`it ended at once: ${started.errors}`);
    return started;
  }

  /** Ends it without any chance to clean up. @returns once it is gone */
  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
