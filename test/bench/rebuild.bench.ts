import { bottleneckProjection } from '@milepost/bottleneck';
import { Projector } from '@milepost/projection';
import { timelineProjection } from '@milepost/timeline';
import type { Bench } from './bench';
import { loadProjects, withDatabase, type BenchDatabase } from './bench-database';
import { median, rounds } from './median';
import { whole } from './report';

const PROJECTS = 10_000;
const PROJECTIONS = [timelineProjection, bottleneckProjection];

/** Events per second of rebuilding the given read models from zero, side by side, as the command does. */
async function rate({ store, pool }: BenchDatabase, names: readonly string[], events: number): Promise<number> {
  const projector = new Projector(PROJECTIONS, { store, pool });
  const began = performance.now();
  await Promise.all(names.map((name) => projector.rebuild(name)));
  return events / ((performance.now() - began) / 1000);
}

/** Reading all events and doing nothing with them: what a rebuild can't be faster than. */
async function readRate({ store }: BenchDatabase, events: number): Promise<number> {
  const began = performance.now();
  for (let after = '0'; ;) {
    const page = await store.readAll({ after, limit: 5_000 });
    const last = page.at(-1);
    if (last === undefined) return events / ((performance.now() - began) / 1000);
    after = last.position;
  }
}

export const rebuildBench: Bench = {
  names: ['rebuild'],
  run: ({ projects = PROJECTS }) =>
    withDatabase(async (database) => {
      const events = await loadProjects(database, projects);
      const names = PROJECTIONS.map(({ name }) => name);
      const read = median(await rounds(() => readRate(database, events)));
      const line = async (what: string, which: readonly string[]) => {
        const rates = await rounds(() => rate(database, which, events));
        const share = `${((100 * median(rates)) / read).toFixed(0)}%`;
        return [what, whole(median(rates)), `${whole(Math.min(...rates))} – ${whole(Math.max(...rates))}`, share];
      };
      const lines = [await line('all read models together', names)];
      for (const name of names) lines.push(await line(`${name} alone`, [name]));
      lines.push(['reading the events only', whole(read), '', '100%']);
      return [
        {
          title: `Rebuild from zero: ${whole(projects)} projects, ${whole(events)} events`,
          heads: ['', 'events/s', 'least – most', 'of reading'],
          lines,
        },
      ];
    }),
};
