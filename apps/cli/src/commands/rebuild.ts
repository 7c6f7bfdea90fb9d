import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OK } from '../exit-code';
import { abortOnInterrupt } from '../interrupted';
import { DATA_OPTION, withViews, type ViewOptions, type Views } from '../with-views';

const PROGRAM = join(__dirname, '..', 'main.js');
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

async function rebuildAll(views: Views, signal: AbortSignal): Promise<number[]> {
  // Run from its sources the program can't be started once more: then this process builds them all.
  const apart = existsSync(PROGRAM) ? rebuildApart : rebuild;
  // The last one, which has most to fold, begins here while the processes of the others start.
  const last = views.projector.names.at(-1);
  const all = await Promise.allSettled(
    views.projector.names.map((name) => (name === last ? rebuild : apart)(views, name, signal)),
  );
  return all.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

async function rebuild({ projector }: Views, name: string, signal: AbortSignal): Promise<number> {
  const began = Date.now();
  await projector.rebuild(name, { signal });
  if (signal.aborted) return EXIT_INTERRUPTED;
  process.stdout.write(`${name} is rebuilt, in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  return EXIT_OK;
}

/** Folding keeps one thread busy: a view in a process of its own. Told where the database is, it needs no more. */
async function rebuildApart({ url }: Views, name: string, signal: AbortSignal): Promise<number> {
  const child = fork(PROGRAM, ['rebuild', name], { env: { ...process.env, DATABASE_URL: url } });
  const stop = (): boolean => child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const [code] = (await once(child, 'exit')) as [number | null];
  signal.removeEventListener('abort', stop);
  return code ?? EXIT_FAILED;
}
