import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readKeys, verifyStore, WalkFile, witnessOf, type Since, type WalkFiles } from '@milepost/audit';
import { Command } from 'commander';
import { connectStore } from '../connect-store';
import { EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OK } from '../exit-code';
import { abortOnInterrupt } from '../interrupted';
import { languageOption } from '../language';
import { ProgressBar } from '../output/progress-bar';
import type { Language } from '../output/summary-texts';
import { unusableWalk, verifySummary, type Verification } from '../output/verify-texts';
import { userPath } from '../user-path';
import { DATA_OPTION, type ViewOptions } from '../with-views';

interface Options extends ViewOptions {
  readonly since?: string;
  readonly key?: string;
  readonly state?: string;
  readonly restart?: boolean;
  readonly language: Language;
}

type Keys = Awaited<ReturnType<typeof readKeys>> | null;

/** A number is the size of a checkpoint in the store, anything else the file of one that was kept outside of it. */
async function sinceOf(text: string, keys: Keys): Promise<Since> {
  if (/^[1-9]\d{0,14}$/.test(text)) return { size: Number(text) };
  const path = userPath(text);
  const note = await readFile(path, 'utf8').catch(() => {
    throw new Error(`${path}: there is no such file, or it can’t be read`);
  });
  return witnessOf(note, keys);
}

function filesOf(state: string | undefined, dataFolder: string | undefined): WalkFiles | null {
  const path = state !== undefined ? userPath(state) : dataFolder && join(dataFolder, 'verify.walk');
  return path ? { finished: new WalkFile(path), unfinished: new WalkFile(`${path}.unfinished`) } : null;
}

async function verify(options: Options): Promise<Verification> {
  const say = (message: string): void => void process.stderr.write(`${message}\n`);
  // What can't be read should not cost the start of a database.
  const keys = options.key === undefined ? null : await readKeys(userPath(options.key));
  const since = options.since === undefined ? null : await sinceOf(options.since, keys);
  const interrupt = abortOnInterrupt('Stopping after the events under way …');
  try {
    const { store, dataFolder, close } = await connectStore({ data: options.data, log: say });
    const bar = new ProgressBar(process.stderr, Date.now, 'events');
    try {
      const files = filesOf(options.state, dataFolder);
      const total = await store.count();
      const began = performance.now();
      const verdict = await verifyStore({
        store,
        files,
        since,
        keys,
        restart: options.restart === true,
        now: () => new Date().toISOString(),
        onPage: ({ tree }) => bar.update({ done: tree.size, total: Math.max(total, tree.size) }),
        onUnusable: (at, why) => say(unusableWalk(at, why, options.language)),
        signal: interrupt.signal,
      });
      const seconds = (performance.now() - began) / 1000;
      return { verdict, seconds, keyed: keys !== null, since: since?.size ?? null, remembered: files !== null };
    } finally {
      bar.end();
      await close();
    }
  } finally {
    interrupt.release();
  }
}

/** Walks through all events and names the first that was altered, lost, put in or moved. */
export function verifyCommand(exit: (code: number) => void): Command {
  return new Command('verify')
    .description('prove that no event was altered, lost, put in or moved, or name the first that was')
    .option('--since <checkpoint>', 'file of a checkpoint, or size of one in the store: what it signed must be there')
    .option('--key <file>', 'file of the public keys, one a line, by which checkpoints must be signed')
    .option('--state <file>', 'where the walk is remembered (default: verify.walk in the data folder; else nowhere)')
    .option('--restart', 'begin anew, though a walk was interrupted or --since needs less')
    .option(...DATA_OPTION)
    .addOption(languageOption('result'))
    .addHelpText('after', '\nExit code: 0 all is unaltered, 1 damage was found, or an error, 130 interrupted.')
    .action(async (options: Options) => {
      const verification = await verify(options);
      process.stdout.write(`${verifySummary(verification, options.language)}\n`);
      const { finding, interrupted, sinceMet } = verification.verdict;
      exit(interrupted ? EXIT_INTERRUPTED : finding === null && sinceMet ? EXIT_OK : EXIT_FAILED);
    });
}
