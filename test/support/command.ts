import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A command of this project, run from its folder as a user would. */
export interface RunningCommand {
  readonly child: ChildProcess;
  /** Resolves with the first group of the pattern as soon as the output has it; rejects when the command ends before. */
  said(pattern: RegExp): Promise<string>;
  readonly ended: Promise<Ended>;
}

export function startCommand(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): RunningCommand {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, NODE_ENV: '', ...env } });
  let output = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, output })));
  return {
    child,
    ended,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output);
          if (match === null) return;
          listeners.delete(look);
          resolve(match[1] ?? match[0]);
        };
        listeners.add(look);
        look();
        void ended.then(({ code }) => reject(new Error(`ended with ${code} before it said ${pattern}:\n${output}`)));
      }),
  };
}
