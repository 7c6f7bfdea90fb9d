import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Command } from 'commander';
import { readsStreamwise } from '@milepost/event-store';
import { FoldTogether, type Folding } from '@milepost/projection';
import { EXIT_INTERRUPTED, EXIT_OK } from '../exit-code';
import type { FoldThread } from '../fold-thread';
import { abortOnInterrupt } from '../interrupted';
import { DATA_OPTION, withViews, type ViewOptions, type Views } from '../with-views';

const THREAD = join(__dirname, '..', 'fold-thread.js');
const MOST_THREADS = 4;

/** Builds views anew from zero beside the live ones, which answer until the new ones take their place. */
export function rebuildCommand(exit: (code: number) => void): Command {
  return new Command('rebuild')
    .description('build a view (or all) anew from the events, beside the live one, and switch')
    .argument('[view]', 'name of a view, as the command views lists them')
    .option(...DATA_OPTION)
    .action((view: string | undefined, options: ViewOptions) =>
      withViews(options, async (views) => {
        const interrupt = abortOnInterrupt('Stopping; the views that are live stay as they are …');
        try {
          const codes =
            view === undefined
              ? await rebuildAll(views, interrupt.signal)
              : [await rebuild(views, view, interrupt.signal)];
          exit(Math.max(EXIT_OK, ...codes));
        } finally {
          interrupt.release();
        }
      }),
    );
}

/** All at once: their streams are read and folded together, each view is written and switched on its own. */
async function rebuildAll(views: Views, signal: AbortSignal): Promise<number[]> {
  const { names } = views.projector;
  const folding = foldTogether(views, names);
  try {
    const all = await Promise.allSettled(
      names.map((name) => rebuild(views, name, signal, folding).finally(() => folding?.leave(name))),
    );
    return all.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
  } finally {
    await folding?.close();
  }
}

/**
 * Undefined where the store does not hand over its streams one by one, or where this runs from its sources, of which no
 * thread can be started: then each view folds for itself.
 */
function foldTogether({ url, store }: Views, names: readonly string[]): FoldTogether | undefined {
  if (!readsStreamwise(store) || !existsSync(THREAD)) return undefined;
  const workerData: FoldThread = { url };
  // The database writes meanwhile, but waits more than it works: as many as there are cores keep them busy.
  const count = Math.min(MOST_THREADS, availableParallelism());
  const threads = Array.from({ length: count }, () => new Worker(THREAD, { workerData }));
  return new FoldTogether(store, threads, names);
}

async function rebuild({ projector }: Views, name: string, signal: AbortSignal, folding?: Folding): Promise<number> {
  const began = Date.now();
  await projector.rebuild(name, { signal, folding });
  if (signal.aborted) return EXIT_INTERRUPTED;
  process.stdout.write(`${name} is rebuilt, in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  return EXIT_OK;
}
