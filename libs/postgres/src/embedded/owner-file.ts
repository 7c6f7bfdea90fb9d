import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderInUse } from './errors';
import { isAlive, startOfProcess } from './live-process';

export interface FolderClaim {
  /** True when this process is the one that runs and stops the database of the folder. */
  readonly owned: boolean;
  readonly ownerPid: number;
  release(): Promise<void>;
}

/**
 * Claims a data folder by its file `owner.pid`.
 * @throws DataFolderInUse when mode is `own` and another live process holds the folder
 */
export async function claimFolder(folder: string, mode: 'own' | 'join'): Promise<FolderClaim> {
  const file = join(folder, 'owner.pid');
  const mine = `${process.pid} ${startOfProcess(process.pid) ?? ''}`;
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, mine, { mode: 0o644 });
  try {
    for (;;) {
      // `link` makes the file with its content in one step, and fails when there is one.
      const taken = await link(draft, file).then(
        () => false,
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error;
          return true;
        },
      );
      if (!taken) return { owned: true, ownerPid: process.pid, release: () => rm(file, { force: true }) };
      const content = await readFile(file, 'utf8').catch(() => '');
      const owner = liveOwner(content);
      if (owner !== undefined) {
        if (mode === 'own') throw new DataFolderInUse(folder, owner);
        return { owned: false, ownerPid: owner, release: async () => undefined };
      }
      await discard(file, content);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Pid of the process that an owner file names, undefined when that process has ended. */
export function liveOwner(content: string): number | undefined {
  const [pid, started] = content.split(' ');
  if (!pid || !isAlive(Number(pid))) return undefined;
  const actual = startOfProcess(Number(pid));
  return started && actual && started !== actual ? undefined : Number(pid);
}

/** Takes a dead owner's file away, unless another process has just replaced it with its own. */
async function discard(file: string, content: string): Promise<void> {
  const aside = `${file}.dead.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => content);
  if (moved !== content) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}
