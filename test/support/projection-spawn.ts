import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Notice } from '@milepost/projection';
import type { ProcessTask } from './projection-process';

export interface ProjectionProcess {
  readonly child: ChildProcess;
  readonly notices: Notice[];
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly errors: string }>;
}

/** Runs a toy projection in a process of its own. */
export function spawnProjection(task: ProcessTask, flags: readonly string[] = []): ProjectionProcess {
  const script = join(__dirname, 'projection-process.ts');
  const hook = join(__dirname, 'ts-node-hook.cjs');
  const child = spawn(process.execPath, [...flags, '-r', hook, script, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const notices: Notice[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => notices.push(JSON.parse(line) as Notice));
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    errors,
  }));
  return { child, notices, ended };
}
