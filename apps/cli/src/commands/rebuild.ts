import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT_FAILED, EXIT_OK } from '../exit-code';
import { DATA_OPTION, withViews, type ViewOptions, type Views } from '../with-views';

const PROGRAM = join(__dirname, '..', 'main.js');
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Builds views anew from zero beside the live ones, which answer until the new ones take their place. */
export function rebuildCommand(exit: (code: number) => void): Command {
  return new Command('rebuild')
    .description('build a view (or all) anew from the events, beside the live one, and switch')
    .argument('[view]', 'timeline or bottleneck')
    .option(...DATA_OPTION)
    .action((view: string | undefined, options: ViewOptions) =>
      withViews(options, async (views) => {
        if (view !== undefined) return rebuild(views, view);
        // Run from its sources the program can't be started once more: then one process builds them all.
        const build = existsSync(PROGRAM) ? rebuildApart : rebuild;
        const all = await Promise.all(views.projector.names.map((name) => build(views, name)));
        if (all.some((code) => code === EXIT_FAILED)) exit(EXIT_FAILED);
      }),
    );
}

async function rebuild({ projector }: Views, name: string): Promise<void> {
  const began = Date.now();
  await projector.rebuild(name);
  process.stdout.write(`${name} is rebuilt, in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

/** Folding keeps one thread busy: each view in a process of its own. Told where the database is, it needs no more. */
async function rebuildApart({ url }: Views, name: string): Promise<number> {
  const child = fork(PROGRAM, ['rebuild', name], { env: { ...process.env, DATABASE_URL: url } });
  const stop = (): boolean => child.kill('SIGTERM');
  for (const signal of SIGNALS) process.on(signal, stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  for (const signal of SIGNALS) process.off(signal, stop);
  return code === EXIT_OK ? EXIT_OK : EXIT_FAILED;
}
