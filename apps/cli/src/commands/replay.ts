import { checkLog, replayProject, type ReplayBound } from '@milepost/audit';
import { Instant } from '@milepost/graphql';
import { Command, InvalidArgumentError, Option } from 'commander';
import { connectStore } from '../connect-store';
import { EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OK } from '../exit-code';
import { abortOnInterrupt } from '../interrupted';
import { checkText, isSound } from '../output/check-text';
import { stateText, stepText } from '../output/replay-text';
import type { Language } from '../output/summary-texts';
import { recordRead } from '../recorded-read';
import { DATA_OPTION, withViews, type ViewOptions } from '../with-views';

interface Options extends ViewOptions, ReplayBound {
  readonly project?: string;
  readonly all?: boolean;
  readonly check?: boolean;
  readonly most: number;
  readonly lang: Language;
}

const PROGRESS_MS = 2_000;

function position(text: string): string {
  if (!/^(?:0|[1-9]\d*)$/.test(text)) throw new InvalidArgumentError('a position is a whole number.');
  return text;
}

function instant(text: string): string {
  try {
    return Instant.parseValue(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function count(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('a whole number up to 999999.');
  return Number(text);
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const note = (text: string): void => void process.stderr.write(`${text}\n`);

async function replayOne(projectId: string, { data, lang, ...bound }: Options): Promise<void> {
  const { store, url, close } = await connectStore({ data, log: note });
  try {
    const project = projectId.toLowerCase();
    const steps = [...(await replayProject(store, project, bound))];
    const last = steps.at(-1);
    if (last === undefined) throw new Error(`nothing is recorded of a project ${projectId} up to there`);
    const selection = JSON.stringify({ project, to: bound.to, knownAt: bound.knownAt });
    await recordRead(url, { field: 'replay', selection, rows: steps.length, position: last.event.position });
    for (const step of steps) say(`${stepText(step, lang)}\n`);
    if (last.state !== undefined) say(stateText(last.state, lang));
  } finally {
    await close();
  }
}

/** Folds the whole store and compares: any difference, or a project left out, is an error. */
function checkAll(options: Options): Promise<number> {
  return withViews(options, async ({ projector, store, pool, url }) => {
    const interrupt = abortOnInterrupt();
    const began = Date.now();
    let noted = began;
    try {
      const views = await projector.check({
        most: options.most,
        signal: interrupt.signal,
        onProgress: ({ events, upTo }) => {
          if (Date.now() - noted < PROGRESS_MS) return;
          noted = Date.now();
          note(`${events} events folded, up to position ${upTo}`);
        },
      });
      const report = { ...views, views: [...views.views, await checkLog(pool, store, options.most)] };
      await recordRead(url, { field: 'replay', selection: '{"check":true}', rows: null, position: null });
      say(checkText(report, (Date.now() - began) / 1_000));
      return isSound(report) ? EXIT_OK : EXIT_FAILED;
    } catch (error) {
      if (interrupt.signal.aborted) return EXIT_INTERRUPTED;
      throw error;
    } finally {
      interrupt.release();
    }
  });
}

export function replayCommand(exit: (code: number) => void): Command {
  return new Command('replay')
    .description('replay a project event by event, or hold every row of every view against the events')
    .option('--project <id>', 'replay this project')
    .addOption(new Option('--to <position>', 'up to this position').argParser(position).conflicts('knownAt'))
    .addOption(new Option('--known-at <instant>', 'what was recorded up to this instant').argParser(instant))
    .addOption(new Option('--lang <language>', 'language of the words').choices(['zh', 'en']).default('zh'))
    .addOption(new Option('--all', 'fold the whole store from zero').conflicts(['project', 'to', 'knownAt']))
    .option('--check', 'with --all: compare what comes out with every row of every view')
    .addOption(new Option('--most <count>', 'most differences shown of each view').argParser(count).default(20))
    .option(...DATA_OPTION)
    .addHelpText('after', '\nExit code: 0 all is as the events say, 1 a difference or an error, 130 interrupted.')
    .action(async (options: Options) => {
      if (options.all && options.check) exit(await checkAll(options));
      else if (options.project !== undefined && !options.check) await replayOne(options.project, options);
      else throw new Error('give either --project ID, or --all --check');
    });
}
