import type { ProjectionHealth } from '@milepost/projection';
import { Command } from 'commander';
import { textTable } from '../output/text-table';
import { DATA_OPTION, withViews, type ViewOptions } from '../with-views';

const rowOf = ({ projection, liveVersion, position, head, lag, parked }: ProjectionHealth): string[] =>
  [projection, liveVersion ?? '—', position, head, lag, parked ?? '—'].map(String);

/** How far each view has come, and which projects are parked in it. */
export function viewsCommand(): Command {
  return new Command('views')
    .description('how far the views have come, and which projects are parked')
    .option(...DATA_OPTION)
    .action((options: ViewOptions) =>
      withViews(options, async ({ projector }) => {
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

/** Folds a parked project again, after what parked it was mended. */
export function retryCommand(): Command {
  return new Command('retry')
    .description('fold a parked project again into a view')
    .argument('<view>', 'name of a view, as the command views lists them')
    .argument('<project>', 'id of the project')
    .option(...DATA_OPTION)
    .action((view: string, project: string, options: ViewOptions) =>
      withViews(options, async ({ projector }) => {
        const done = await projector.retryParked(view, project);
        process.stdout.write(
          done ? `${project} is no longer parked in ${view}\n` : `${project} is not parked in ${view}\n`,
        );
      }),
    );
}
