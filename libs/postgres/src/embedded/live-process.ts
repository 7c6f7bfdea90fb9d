import { readFileSync } from 'node:fs';

/** True when the process exists and has not ended; a zombie, which nobody has waited for, has ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return processState(pid)?.state !== 'Z';
}

/**
 * When the process was started, in the kernel's own unit; tells a process from a later one with the same number.
 * Undefined where the system has no /proc.
 */
export function startOfProcess(pid: number): string | undefined {
  return processState(pid)?.started;
}

function processState(pid: number): { state: string; started: string } | undefined {
  try {
    // The second field, the program's name, may hold blanks and brackets: read on after its end.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], started: fields[19] };
  } catch {
    return undefined;
  }
}
