import { bottleneckProjection } from '@milepost/bottleneck';
import { createPool } from '@milepost/postgres';
import { Projector, type ProjectionHealth } from '@milepost/projection';
import { timelineProjection } from '@milepost/timeline';
import { Command } from 'commander';
import { connectStore } from '../connect-store';
import { textTable } from '../output/text-table';

interface Options {
  readonly data?: string;
}

const DATA_OPTION = [
  '--data <folder>',
  'data folder of the embedded database (default: DATABASE_URL, MILEPOST_DATA, then data)',
] as const;

async function withViews<Result>({ data }: Options, work: (projector: Projector) => Promise<Result>): Promise<Result> {
  const log = (message: string): void => void process.stderr.write(`${message}\n`);
  const { store, url, close } = await connectStore({ data, log });
  const pool = createPool(url, { applicationName: 'milepost views' });
  try {
    return await work(new Projector([timelineProjection, bottleneckProjection], { store, pool }));
  } finally {
    await pool.end();
    await close();
  }
}

const rowOf = ({ projection, liveVersion, position, head, lag, parked }: ProjectionHealth): string[] =>
  [projection, liveVersion ?? '—', position, head, lag, parked ?? '—'].map(String);

/** How far each view has come, and which projects are parked in it. */
export function viewsCommand(): Command {
  return new Command('views')
    .description('how far the views have come, and which projects are parked')
    .option(...DATA_OPTION)
    .action((options: Options) =>
      withViews(options, async (projector) => {
        const health = await projector.health();
        const table = textTable(['view', 'version', 'position', 'head', 'behind', 'parked'], health.map(rowOf));
        process.stdout.write(`${table}\n`);
        for (const name of projector.names) {
          for (const { key, eventId, error } of await projector.parked(name)) {
            process.stdout.write(`${name}: ${key} is parked at event ${eventId}: ${error}\n`);
          }
        }
      }),
    );
}

/** Builds a view anew from zero beside the live one, which answers until the new one takes its place. */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('build a view (or all) anew from the events, beside the live one, and switch')
    .argument('[view]', 'timeline or bottleneck')
    .option(...DATA_OPTION)
    .action((view: string | undefined, options: Options) =>
      withViews(options, async (projector) => {
        for (const name of view === undefined ? projector.names : [view]) {
          const began = Date.now();
          await projector.rebuild(name);
          process.stdout.write(`${name} is rebuilt, in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
        }
      }),
    );
}

/** Folds a parked project again, after what parked it was mended. */
export function retryCommand(): Command {
  return new Command('retry')
    .description('fold a parked project again into a view')
    .argument('<view>', 'timeline or bottleneck')
    .argument('<project>', 'id of the project')
    .option(...DATA_OPTION)
    .action((view: string, project: string, options: Options) =>
      withViews(options, async (projector) => {
        const done = await projector.retryParked(view, project);
        process.stdout.write(
          done ? `${project} is no longer parked in ${view}\n` : `${project} is not parked in ${view}\n`,
        );
      }),
    );
}
