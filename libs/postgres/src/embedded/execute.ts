import { spawn } from 'node:child_process';
import type { PosixUser } from './posix-user';

/**
 * Runs a program to its end, as `user` when given.
 * @throws Error with the program's error output when it ends with another status than 0
 */
export function execute(program: string, args: readonly string[], user?: PosixUser): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      // The caller's working folder may be closed to the user.
      cwd: user ? '/' : undefined,
      env: { ...process.env, LC_ALL: 'C' },
      // A server started by the program inherits its streams: were stdout a pipe, it would never end.
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      child.stderr.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${program} failed (${signal ?? code}): ${said.trim()}`));
    });
  });
}
